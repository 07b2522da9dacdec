using System.Globalization;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Operators;

namespace RecycledNumbers.Api.Console;

/// <summary>What an operator asks for, once it was confirmed.</summary>
/// <param name="Act">One of <see cref="OperatorDesk.Acts"/>.</param>
/// <param name="On">A number, or the id of a delivery.</param>
/// <param name="Until">The new limit of a hold.</param>
/// <param name="Reason">Why, 1–200 characters.</param>
/// <param name="Once">From the form: sent twice, it is one act.</param>
internal sealed record Wish(string Act, string On, DateTimeOffset? Until, string Reason, string Once);

/// <summary>Does what an operator asks for: on record first, then done, then what came of it on record. Each step may be repeated; the act's id keeps it one.</summary>
internal sealed class OperatorDesk(
    IGrainFactory grains, Attempts attempts, ILedger ledger, IOperatorLedger operators, TimeProvider time, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
{
    internal const string Replaying = "replay";
    internal const string Retrying = "retry";
    internal const string Releasing = "release";
    internal const string Extending = "extend";
    internal const string Looking = "looked";
    internal const string Done = "done";
    private const string Begun = "begun";

    internal static readonly IReadOnlySet<string> Acts = new HashSet<string>(StringComparer.Ordinal) { Replaying, Retrying, Releasing, Extending, Looking };

    /// <summary>Acts whose object is a delivery; that of the others is a number.</summary>
    internal static bool IsOnDelivery(string act) => act is Replaying or Retrying;

    /// <returns>Done, or the code of the refusal.</returns>
    internal async Task<string> Do(Wish wish, OperatorSession who, CancellationToken cancellation)
    {
        var delivery = IsOnDelivery(wish.Act) ? await ledger.FindDelivery(wish.On, cancellation) : null;
        if (IsOnDelivery(wish.Act) && delivery is null) return ApiErrors.NotFound.Code;
        var act = new OperatorAct
        {
            Id = wish.Once,
            At = time.GetUtcNow(),
            Operator = who.Party,
            Client = who.ClientId,
            Act = wish.Act,
            Number = delivery?.Number ?? wish.On,
            Subject = delivery?.Id ?? wish.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            Reason = wish.Reason,
        };
        if (!await operators.BeginAct(act, cancellation) && await operators.FindAct(act.Id, cancellation) is { } known)
        {
            // The form of one act sent with another in it: that one would be on nobody's record.
            if ((known.Operator, known.Act, known.Number, known.Subject, known.Reason) != (act.Operator, act.Act, act.Number, act.Subject, act.Reason)) return ApiErrors.IdempotencyKeyReused.Code;
            if (known.Outcome != Begun) return known.Outcome;
        }

        var outcome = delivery is not null ? await Send(wish, delivery, who, cancellation) : await Command(wish, who, cancellation);
        await operators.EndAct(wish.Once, outcome, cancellation);
        return outcome;
    }

    private async Task<string> Command(Wish wish, OperatorSession who, CancellationToken cancellation)
    {
        var (id, actor) = (new CommandId($"console:{wish.Once}", Fingerprint.Of(string.Join('\n', wish.Act, wish.Until, wish.Reason))), Party.Parse(who.Party));
        return wish.Act switch
        {
            Releasing => Outcome(await Send(wish.On, new Release { Id = id, Actor = actor, Reason = wish.Reason }, static (grain, command) => grain.Release(command), cancellation)),
            Extending => Outcome(await Send(wish.On, new ExtendHold { Id = id, Actor = actor, Reason = wish.Reason, Until = wish.Until!.Value }, static (grain, command) => grain.ExtendHold(command), cancellation)),
            Looking => await operators.NoteLooked(wish.On, who.Party, wish.Reason, time.GetUtcNow(), cancellation) ? Done : ApiErrors.NotFound.Code,
            _ => throw new ArgumentOutOfRangeException(nameof(wish), wish.Act, "No such act."),
        };
    }

    private async Task<string> Send(Wish wish, DeliveryRow delivery, OperatorSession who, CancellationToken cancellation)
    {
        var isToParty = !delivery.Destination.StartsWith("number:", StringComparison.Ordinal) && !delivery.Destination.StartsWith(Destination.Subscriptions, StringComparison.Ordinal)
            && delivery.Destination != Destination.Owner.Text && delivery.Destination != Destination.Holder.Text;
        if (wish.Act == Replaying && isToParty)
        {
            // The endpoint remembers the command: the operator's own keys and the party's must not meet there.
            var id = new CommandId($"console:{who.Party}:{wish.Once}", Fingerprint.Of(delivery.Id));
            var reply = await attempts.Run(() => grains.GetGrain<IEndpointGrain>(delivery.Destination).Replay(id, delivery.Id), cancellation);
            return reply.Refusal is { } refusal ? LifecycleErrors.Of(refusal).Code : Done;
        }

        var changed = wish.Act == Replaying
            ? delivery.State == DeliveryState.Open || await ledger.ReplayDelivery(delivery.Id, delivery.Destination, clock.GetUtcNow(), cancellation)
            : await operators.RetryDelivery(delivery.Id, clock.GetUtcNow(), cancellation) is not null;
        if (!changed) return ApiErrors.NotFound.Code;
        await grains.GetGrain<IDeliveryLaneGrain>(delivery.Lane).Poke();
        return Done;
    }

    private Task<CommandReply> Send<T>(string number, T command, Func<INumberGrain, T, Task<CommandReply>> send, CancellationToken cancellation) where T : NumberCommand =>
        attempts.Run(() => send(grains.GetGrain<INumberGrain>(number), command), cancellation);

    private static string Outcome(CommandReply reply) => reply.Refusal is { } refusal ? LifecycleErrors.Of(refusal).Code : Done;
}
