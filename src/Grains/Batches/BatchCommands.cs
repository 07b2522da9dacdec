using System.Globalization;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Grains.Batches;

/// <summary>From a row to the command that it is, and from the reply to what stands in the results.</summary>
internal static class BatchCommands
{
    public static Task<CommandReply> Send(INumberGrain grain, BatchWork work, BatchRow row, Party actor)
    {
        // The row of a batch never changes, so its place says all that a fingerprint would.
        var id = new CommandId(string.Create(CultureInfo.InvariantCulture, $"{work.Chunk.BatchId}:{row.Line}"), Fingerprint: "");
        return work.Content switch
        {
            BatchContent.Deactivations or BatchContent.Rnd => grain.Deactivate(new Deactivate { Id = id, Actor = actor, Reason = row.Reason, EffectiveAt = row.EffectiveAt, Nuisance = row.Nuisance }),
            BatchContent.Assignments => grain.Assign(new Assign { Id = id, Actor = actor, Subscriber = row.Subscriber!, ContractDate = row.ContractDate, Usage = row.Usage, Contact = row.Contact }),
            BatchContent.Forwarding when row.Target is { } target => grain.SetForwarding(new SetForwarding { Id = id, Actor = actor, Kind = row.Kind, Target = PhoneNumber.Parse(target) }),
            BatchContent.Forwarding => grain.ClearForwarding(new ClearForwarding { Id = id, Actor = actor, Kind = row.Kind }),
            BatchContent.Reinstatements => grain.Reinstate(new Reinstate { Id = id, Actor = actor, Subscriber = row.Subscriber! }),
            BatchContent.Transfers => grain.Transfer(new Transfer { Id = id, Actor = actor, Subscriber = row.Subscriber! }),
            BatchContent.Suspensions => grain.Suspend(new Suspend { Id = id, Actor = actor }),
            BatchContent.Resumptions => grain.Resume(new Resume { Id = id, Actor = actor }),
            BatchContent.Bindings => grain.Bind(new Bind { Id = id, Actor = actor, Account = row.Account!, Category = row.Category, BoundAt = row.BoundAt }),
            BatchContent.Unbindings => grain.Unbind(new Unbind { Id = id, Actor = actor, Account = row.Account! }),
            BatchContent.Confirmations => grain.Confirm(new Confirm { Id = id, Actor = actor, Account = row.Account! }),
            _ => throw new ArgumentOutOfRangeException(nameof(work), work.Content, "No such content."),
        };
    }

    public static BatchRowResult ResultOf(BatchContent content, CommandReply reply) =>
        reply.Refusal is { } refusal ? new BatchRowResult { Refusal = refusal }
        : reply.Answer is not { } answer ? new BatchRowResult()
        : new BatchRowResult
        {
            FrozenUntil = content is BatchContent.Deactivations or BatchContent.Rnd ? answer.Number?.FrozenUntil : null,
            SecondHand = answer.Disclosure?.SecondHand,
            Generation = content == BatchContent.Bindings ? answer.Binding?.Generation : null,
            Seal = content == BatchContent.Bindings ? answer.Binding?.Seal : null,
        };
}
