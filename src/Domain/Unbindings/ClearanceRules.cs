using System.Collections.Immutable;
using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Unbindings;

/// <summary>A clearance as a whole: when it starts, what it asks for, when it is done.</summary>
internal static class ClearanceRules
{
    /// <summary>Nothing is awaited any more: no open unbinding, and no forwarding aimed at the number that has not been confirmed as off.</summary>
    public static bool IsDone(NumberState state) =>
        state.ClearanceAt is null && state.Unbindings.All(u => !u.Open) && state.Inbound.All(i => !i.Cancelling);

    public static ClearanceState StateOf(NumberState state) =>
        state.ClearanceAt is not null ? ClearanceState.Waiting
        : state.Phase != Phase.Available && !IsDone(state) ? ClearanceState.Open
        : state.Standing.Any() ? ClearanceState.Residual
        : state.Unbindings.IsEmpty && state.Cleared.IsEmpty && state.Phase != Phase.Frozen ? ClearanceState.None
        : ClearanceState.Complete;

    /// <summary>Once the grace period is over, everything that hangs on the number is asked for.</summary>
    public static Course StartIfDue(Course course, NumberPolicies policies, DateTimeOffset now)
    {
        if (course.State.ClearanceAt is not { } at || at > now)
        {
            return course;
        }

        return Settle(Request(course.Then(new ClearanceStarted(now)), "deactivated", policies, now), now);
    }

    /// <summary>Asks for every standing binding that is not being asked for, and for the carrier's own systems.</summary>
    public static Course Request(Course course, string reason, NumberPolicies policies, DateTimeOffset now)
    {
        var asked = course.State.Unbindings.Where(u => u.Open).Select(u => u.BindingId).ToImmutableHashSet();
        course = course.ThenEach(course.State.Standing.Where(b => !asked.Contains(b.Id)), b => Request(course.State, b, reason, policies, now));
        return course.ThenEach(policies.Carrier.Systems, system => new UnbindingRequested(now, OfSystem(course.State, system, reason, policies, now)));
    }

    /// <summary>Asks for one standing binding.</summary>
    public static UnbindingRequested Request(NumberState state, Binding binding, string reason, NumberPolicies policies, DateTimeOffset now)
    {
        return new UnbindingRequested(now, Ask(state, binding.Id, Party.Platform(binding.Platform), binding.Account, reason, now, Deadlines.Of(Party.Platform(binding.Platform), policies, now)) with
        {
            BindingId = binding.Id,
            Category = binding.Category,
            Generation = binding.Generation,
        });
    }

    /// <summary>Gives a platform that missed its deadline a new one. The unbinding keeps its id: an answer that is on its way is still an answer.</summary>
    public static UnbindingRenewed Renew(Unbinding late, string reason, NumberPolicies policies, DateTimeOffset now)
    {
        var deadline = Deadlines.Of(late.Party, policies, now);
        return new UnbindingRenewed(now, late.Id, reason, deadline, Deadlines.Halfway(now, deadline));
    }

    /// <summary>Asks again halfway, and marks overdue what has passed its deadline.</summary>
    public static Course Press(Course course, DateTimeOffset now)
    {
        var awaited = course.State.Unbindings.Where(u => u.State is UnbindingState.Requested or UnbindingState.Receipted or UnbindingState.Deferred).ToImmutableArray();
        return course
            .ThenEach(awaited.Where(u => u.Deadline > now && u.RetryAt <= now), u => new UnbindingRepeated(now, u.Id))
            .ThenEach(awaited.Where(u => u.Deadline <= now), u => new UnbindingWentOverdue(now, u.Id))
            .ThenEach(awaited.Where(u => u.Deadline <= now && u.Dispute?.State == DisputeState.Disputed), u => new DisputeEscalated(now, u.Id, Dispute.Unanswered));
    }

    /// <summary>Says that a clearance is complete once nothing is awaited, and frees a number that was held for it.</summary>
    public static Course Settle(Course course, DateTimeOffset now)
    {
        if (!IsDone(course.State))
        {
            return course;
        }

        return course
            .ThenIf(course.State.Clearing, c => c.Then(new ClearanceCompleted(now, c.State.Standing.Count())))
            .ThenIf(course.State.Held, c => DueRules.Free(c, "cleared", now));
    }

    /// <summary>What a system still keeps is the former owner's: after a transfer that is the tenure before the present one.</summary>
    private static Unbinding OfSystem(NumberState state, string system, string reason, NumberPolicies policies, DateTimeOffset now) =>
        Ask(state, null, Party.Carrier(state.Carrier!), system, reason, now, Deadlines.Of(Party.Carrier(state.Carrier!), policies, now)) with
        {
            Generation = state.Owned ? state.Generation - 1 : state.Generation,
        };

    private static Unbinding Ask(NumberState state, string? binding, Party party, string account, string reason, DateTimeOffset now, DateTimeOffset deadline) => new()
    {
        Id = OpaqueId.Of("ub", state.Number, state.Sequence, binding ?? account),
        Party = party,
        Account = account,
        Category = Unbinding.CarrierSystem,
        Generation = state.Generation,
        State = UnbindingState.Requested,
        Reason = reason,
        Urgency = state.Owned ? "high" : "normal",
        RequestedAt = now,
        Deadline = deadline,
        RetryAt = Deadlines.Halfway(now, deadline),
        Attempts = 1,
    };
}
