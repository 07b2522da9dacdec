using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>How service stops and ends: suspend, resume, deactivate.</summary>
internal static class ServiceRules
{
    /// <summary>How far back a deactivation may be dated.</summary>
    public static readonly TimeSpan Backdating = TimeSpan.FromDays(31);

    public static Decision Suspend(NumberState state, Suspend command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        return NeedsOwner(state) is { } refusal ? Decision.Refuse(state, refusal)
            : state.Phase == Phase.Suspended ? Decision.Refuse(state, Refusal.AlreadySuspended)
            : Answer(Course.From(state).Then(new ServiceSuspended(now)), policies);
    }

    public static Decision Resume(NumberState state, Resume command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        return NeedsOwner(state) is { } refusal ? Decision.Refuse(state, refusal)
            : state.Phase != Phase.Suspended ? Decision.Refuse(state, Refusal.NotSuspended)
            : Answer(Course.From(state).Then(new ServiceResumed(now)), policies);
    }

    public static Decision Deactivate(NumberState state, Deactivate command, NumberPolicies policies, DateTimeOffset now)
    {
        var effective = command.EffectiveAt ?? now;
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (NeedsOwner(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        if (effective > now || effective < state.Tenure!.Since || effective < now - Backdating)
        {
            return Decision.Refuse(state, Refusal.DateOutOfRange);
        }

        var minimum = policies.Freeze.MinimumDays(state.Tenure.Usage, command.Nuisance);
        var until = effective.AddDays(Math.Max(minimum, policies.Carrier.FreezeDays));
        var clearance = now.AddDays(policies.Carrier.GraceDays);
        var course = Course.From(state).Then(new Deactivated(
            now,
            command.Reason,
            effective,
            until,
            clearance < until ? clearance : until,
            [.. policies.Carrier.ReminderDays.Select(d => effective.AddDays(d)).Where(at => at > now && at < until).Order()]));
        course = ForwardingRules.ClearOwn(course, ForwardingReasons.Deactivated, now);
        course = ForwardingRules.CancelInbound(course, now, before: DateTimeOffset.MaxValue);
        course = ComplaintRules.End(InterceptionRules.EndAll(course, InterceptionRules.WithTenure, now), now);
        course = course.ThenIf(policies.Carrier.RemindAtDeactivation, c => ReminderRules.Remind(c, "deactivated", now));
        return Answer(ClearanceRules.StartIfDue(course, policies, now), policies);
    }

    /// <summary>Refusal where nobody has the number.</summary>
    public static Refusal? NeedsOwner(NumberState state) => state.Phase switch
    {
        Phase.Available => Refusal.NotAssigned,
        Phase.Frozen => Refusal.Frozen,
        _ => null,
    };

    /// <summary>Refusal where the number is not in service.</summary>
    public static Refusal? NeedsService(NumberState state) => state.Phase == Phase.Suspended ? Refusal.Suspended : NeedsOwner(state);

    private static Decision Answer(Course course, NumberPolicies policies) =>
        Decision.Accept(course, new CommandAnswer { Number = NumberView.Of(course.State, policies) });
}
