using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Holders;

/// <summary>What the present holder may have done. Only what earlier tenures left behind is ever touched.</summary>
internal static class HolderRules
{
    /// <summary>Reason of an unbinding that the holder asked for.</summary>
    public const string Asked = "holderAsked";

    /// <summary>
    /// Asks for each account of an earlier owner that nobody is being asked for, and asks anew, with a new deadline, where a platform missed its own. Once for each account: what was
    /// refused to the holder, or goes overdue again, is not asked for by pressing once more.
    /// </summary>
    public static Decision UnbindEarlier(NumberState state, UnbindEarlier command, NumberPolicies policies, DateTimeOffset now)
    {
        if (Refuses(state, command.Generation) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        var known = state.Unbindings.Where(u => u.Open || u.Reason == Asked).Select(u => u.BindingId).ToHashSet();
        var late = state.Unbindings.Where(u => u is { State: UnbindingState.Overdue, BindingId: not null } && u.Reason != Asked);
        var course = Course.From(state)
            .ThenEach(late, u => ClearanceRules.Renew(u, Asked, policies, now))
            .ThenEach(state.Standing.Where(b => !known.Contains(b.Id)), b => ClearanceRules.Request(state, b, Asked, policies, now));
        return Decision.Accept(course, CommandAnswer.Empty);
    }

    /// <summary>Tells every number that has forwarded here since before this tenure to stop.</summary>
    public static Decision CancelInbound(NumberState state, CancelInbound command, DateTimeOffset now) =>
        Refuses(state, command.Generation) is { } refusal
            ? Decision.Refuse(state, refusal)
            : Decision.Accept(ForwardingRules.CancelInbound(Course.From(state), now, before: state.Tenure!.Since), CommandAnswer.Empty);

    /// <summary>Why nobody whom this tenure proved may ask for anything; or null.</summary>
    public static Refusal? Refuses(NumberState state, int generation) =>
        ServiceRules.NeedsOwner(state) ?? (state.Generation == generation ? null : Refusal.AnotherTenure);
}
