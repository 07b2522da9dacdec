using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>What happens when something is due: clearance starts, requests are repeated or go overdue, reminders, freeze end, hold, release.</summary>
internal static class DueRules
{
    /// <summary>Days from now that a hold may be extended to: as long as a carrier's policy may be.</summary>
    private const int LongestHold = 365;

    public static Decision Wake(NumberState state, NumberPolicies policies, DateTimeOffset now)
    {
        var course = ClearanceRules.StartIfDue(Course.From(state), policies, now);
        course = ClearanceRules.Press(course, now);
        course = course.ThenIf(course.State.Reminders.Any(at => at <= now), c => ReminderRules.Remind(c, "frozen", now));
        course = course.ThenEach(
            course.State.Bindings.Where(b => course.State.Owned && b.Generation == course.State.Generation && b.ReverifyAt <= now),
            b => new ReverificationDue(now, b.Id));
        course = ComplaintRules.PassOn(course, policies, now);
        course = EndFreeze(course, policies, now);
        course = course.ThenIf(course.State.Held && course.State.HoldLimit <= now, c => Free(c, "holdLimit", now));
        return Decision.Accept(SubscriptionRules.End(ErasureRules.Erase(ContactRules.Erase(ClearanceRules.Settle(course, now), now), now), now), CommandAnswer.Empty);
    }

    public static Decision Release(NumberState state, Release command, NumberPolicies policies, DateTimeOffset now)
    {
        if (state.Phase != Phase.Frozen)
        {
            return Decision.Refuse(state, state.Tenure is null ? Refusal.NotFound : Refusal.NotFrozen);
        }

        if (!state.Held)
        {
            return Decision.Refuse(state, Refusal.FreezeNotOver);
        }

        var course = Free(Course.From(state), command.Reason, now);
        return Decision.Accept(course, new CommandAnswer { Number = NumberView.Of(course.State, policies) });
    }

    public static Decision Extend(NumberState state, ExtendHold command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!state.Held)
        {
            return Decision.Refuse(state, state.Tenure is null ? Refusal.NotFound : Refusal.NotHeld);
        }

        // One that is held without a limit waits as long as it takes already.
        if (state.HoldLimit is not { } limit || command.Until <= limit || command.Until > now.AddDays(LongestHold))
        {
            return Decision.Refuse(state, Refusal.HoldLimitOutOfRange);
        }

        var course = Course.From(state).Then(new HoldExtended(now, command.Until, command.Reason));
        return Decision.Accept(course, new CommandAnswer { Number = NumberView.Of(course.State, policies) });
    }

    /// <summary>The number may be sold again; what still hangs on it is counted.</summary>
    public static Course Free(Course course, string reason, DateTimeOffset now) =>
        course.Then(new NumberReleased(now, reason, course.State.Standing.Count()));

    private static Course EndFreeze(Course course, NumberPolicies policies, DateTimeOffset now)
    {
        if (course.State is not { Phase: Phase.Frozen, Held: false } || course.State.FrozenUntil > now)
        {
            return course;
        }

        return ClearanceRules.IsDone(course.State) ? Free(ClearanceRules.Settle(course, now), "cleared", now)
            : course.Then(new NumberHeld(now, policies.Carrier.AtHoldLimit == HoldPolicy.Release ? now.AddDays(policies.Carrier.HoldLimitDays) : null));
    }
}
