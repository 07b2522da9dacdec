using RecycledNumbers.Api.Commands;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Cases;

/// <summary>What the holder of a number asks of others: disputes, complaints, interceptions. Pages and API ask the same desk.</summary>
internal sealed class CaseDesk(IGrainFactory grains, Attempts attempts, ComplaintSeal seal)
{
    /// <summary>Disputes what services of a category refused.</summary>
    internal Task<CommandReply> Dispute(HolderCall call, string category, DisputeReason reason) => Send(
        call,
        new DisputeRefusals { Id = call.Id, Actor = Party.Registry, Generation = call.Bound.Generation, Category = category, Reason = reason },
        static (grain, command) => grain.DisputeRefusals(command));

    /// <summary>Complains, about a category or a sender.</summary>
    internal Task<CommandReply> Complain(HolderCall call, ComplaintKind kind, string? category, string? sender, string? text) => Send(
        call,
        new Complain
        {
            Id = call.Id,
            Actor = Party.Registry,
            Generation = call.Bound.Generation,
            Kind = kind,
            Category = category,
            Sender = sender is null ? null : seal.HashOf(sender),
            Words = seal.Seal(new ComplaintWords(sender, text)),
        },
        static (grain, command) => grain.Complain(command));

    /// <summary>Asks the carrier to intercept.</summary>
    internal Task<CommandReply> Intercept(HolderCall call, Senders senders) => Send(
        call,
        new AskInterception { Id = call.Id, Actor = Party.Registry, Generation = call.Bound.Generation, Senders = senders },
        static (grain, command) => grain.AskInterception(command));

    /// <summary>Ends an interception.</summary>
    internal Task<CommandReply> EndInterception(HolderCall call, string id) => Send(
        call,
        new EndInterception { Id = call.Id, Actor = Party.Registry, Generation = call.Bound.Generation, InterceptionId = id },
        static (grain, command) => grain.EndInterception(command));

    /// <summary>Whether a refusal says that the number is not the holder's any more; how it stands now is not theirs to know.</summary>
    internal static bool IsOver(Refusal? refusal) => refusal is Refusal.AnotherTenure or Refusal.NotAssigned or Refusal.Frozen;

    private async Task<CommandReply> Send<T>(HolderCall call, T command, Func<INumberGrain, T, Task<CommandReply>> send) where T : NumberCommand
    {
        var reply = await attempts.Run(() => send(grains.GetGrain<INumberGrain>(call.Bound.Number.Value), command), call.Cancellation);
        if (IsOver(reply.Refusal)) ApiTelemetry.HolderRefused("tenure_over");
        if (reply.Refusal is Refusal.TooManyComplaints or Refusal.TooManyInterceptions) ApiTelemetry.HolderRefused("too_many_cases");
        return reply;
    }
}
