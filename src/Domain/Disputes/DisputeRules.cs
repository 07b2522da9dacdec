using System.Collections.Immutable;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Disputes;

/// <summary>A refusal that the present holder does not accept: the platform is asked once more with the proof that the holder changed, and an operator decides where that does not help.</summary>
internal static class DisputeRules
{
    /// <summary>Opens the refused unbindings of a category again, each of them once.</summary>
    public static Decision Dispute(NumberState state, DisputeRefusals command, NumberPolicies policies, DateTimeOffset now)
    {
        if (HolderRules.Refuses(state, command.Generation) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        var refused = state.Unbindings.Where(u => u.Category == command.Category && MayBeDisputed(state, u)).ToImmutableArray();
        if (refused.IsEmpty)
        {
            return Decision.Refuse(state, Refusal.NothingRefused);
        }

        var month = policies.Freeze.MonthOf(state.Tenure!.Since);
        var course = Course.From(state).ThenEach(refused, u =>
        {
            var deadline = Deadlines.Of(u.Party, policies, now);
            return new UnbindingDisputed(now, u.Id, state.Generation, command.Reason, month, deadline, Deadlines.Halfway(now, deadline));
        });
        return Decision.Accept(course, new CommandAnswer { Cases = HolderCases.Of(course.State).OnlyDisputes(command.Category) });
    }

    public static Decision Decide(NumberState state, DecideDispute command, NumberPolicies policies, DateTimeOffset now)
    {
        if (state.Unbindings.FirstOrDefault(u => u.Id == command.UnbindingId) is not { Dispute: { } dispute } unbinding)
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (dispute.State != DisputeState.Escalated)
        {
            return Decision.Refuse(state, Refusal.NotEscalated);
        }

        var course = Course.From(state).ThenIf(!command.RefusalStands, c => c.Then(ClearanceRules.Renew(unbinding, HolderRules.Asked, policies, now)));
        return Decision.Accept(course.Then(new DisputeDecided(now, unbinding.Id, command.RefusalStands, command.Reason)), CommandAnswer.Empty);
    }

    /// <summary>Whether a holder may still dispute this.</summary>
    public static bool MayBeDisputed(NumberState state, Unbinding u) =>
        u is { State: UnbindingState.Refused, Dispute: null, BindingId: not null } && state.Standing.Any(b => b.Id == u.BindingId);

    /// <summary>What a dispute is once its account is gone, or its holder is.</summary>
    public static Unbinding AfterAll(NumberState state, Unbinding u, DateTimeOffset now) => u.Dispute switch
    {
        null => u,
        var dispute when !state.Owned || dispute.Generation != state.Generation => u with { Dispute = null },
        { State: not DisputeState.Decided } dispute when state.Bindings.All(b => b.Id != u.BindingId) => u with { Dispute = dispute with { State = DisputeState.Decided, DecidedAt = now } },
        _ => u,
    };
}
