using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Forwarding;

/// <summary>Why a forwarding was cleared.</summary>
internal static class ForwardingReasons
{
    /// <summary>Its owner did it.</summary>
    public const string Owner = "owner";

    /// <summary>The tenure ended.</summary>
    public const string Deactivated = "deactivated";

    /// <summary>The number was transferred.</summary>
    public const string Transferred = "transferred";

    /// <summary>The number that it was aimed at changed hands.</summary>
    public const string TargetRecycled = "targetRecycled";
}

/// <summary>Forwarding set on this number, and forwarding elsewhere that is aimed at it.</summary>
internal static class ForwardingRules
{
    public static Decision Set(NumberState state, SetForwarding command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (ServiceRules.NeedsService(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        if (command.Target.Value == state.Number)
        {
            return Decision.Refuse(state, Refusal.ForwardingToItself);
        }

        var course = Course.From(state);
        var set = state.Forwarding.FirstOrDefault(f => f.Kind == command.Kind);
        return Answer(set?.Target == command.Target.Value ? course : course
            .ThenIf(set is not null, c => c.Then(new ForwardingCleared(now, set!.Kind, set.Target, set.Since, ForwardingReasons.Owner)))
            .Then(new ForwardingSet(now, command.Kind, command.Target.Value)), policies);
    }

    public static Decision Clear(NumberState state, ClearForwarding command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (ServiceRules.NeedsOwner(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        return state.Forwarding.FirstOrDefault(f => f.Kind == command.Kind) is { } set
            ? Answer(Course.From(state).Then(new ForwardingCleared(now, set.Kind, set.Target, set.Since, ForwardingReasons.Owner)), policies)
            : Decision.Refuse(state, Refusal.ForwardingNotSet);
    }

    /// <summary>Another number forwards here. One that is aimed at a tenure which is over, or is one too many, is told to stop.</summary>
    public static Decision NoteInbound(NumberState state, NoteInbound command, DateTimeOffset now)
    {
        var known = state.Inbound.FirstOrDefault(i => i.Source == command.Source && i.Kind == command.Kind);
        if (known?.Since >= command.Since || command.Source == state.Number)
        {
            return Decision.Accept(Course.From(state), CommandAnswer.Empty);
        }

        var stale = state.Tenure is not null && (!state.Owned || command.Since < state.Tenure.Since);
        var full = known is null && state.Inbound.Length >= NumberLifecycle.MostInbound;
        var course = Course.From(state)
            .ThenIf(!full, c => c.Then(new InboundNoted(now, command.Source, command.Kind, command.Since)))
            .ThenIf(stale || full, c => c.Then(new InboundCancelled(now, command.Source, command.Kind, command.Since)));
        return Decision.Accept(ClearanceRules.Settle(course, now), CommandAnswer.Empty);
    }

    public static Decision DropInbound(NumberState state, DropInbound command, DateTimeOffset now)
    {
        var course = Course.From(state).ThenEach(
            state.Inbound.Where(i => i.Source == command.Source && i.Kind == command.Kind && i.Since <= command.Since),
            i => new InboundDropped(now, i.Source, i.Kind));
        return Decision.Accept(ClearanceRules.Settle(course, now), CommandAnswer.Empty);
    }

    /// <summary>The number that this one forwards to changed hands: that forwarding is cleared, unless it was set anew since.</summary>
    public static Decision Cancel(NumberState state, CancelForwarding command, DateTimeOffset now) => Decision.Accept(
        Course.From(state).ThenEach(
            state.Forwarding.Where(f => f.Kind == command.Kind && f.Target == command.Target && f.Since <= command.Since),
            f => new ForwardingCleared(now, f.Kind, f.Target, f.Since, ForwardingReasons.TargetRecycled)),
        CommandAnswer.Empty);

    /// <summary>Clears every forwarding that the owner has set.</summary>
    public static Course ClearOwn(Course course, string reason, DateTimeOffset now) =>
        course.ThenEach(course.State.Forwarding, f => new ForwardingCleared(now, f.Kind, f.Target, f.Since, reason));

    /// <summary>Tells every number that forwards here since before an instant to stop.</summary>
    public static Course CancelInbound(Course course, DateTimeOffset now, DateTimeOffset before) =>
        course.ThenEach(course.State.Inbound.Where(i => !i.Cancelling && i.Since < before), i => new InboundCancelled(now, i.Source, i.Kind, i.Since));

    private static Decision Answer(Course course, NumberPolicies policies) =>
        Decision.Accept(course, new CommandAnswer { Number = NumberView.Of(course.State, policies) });
}
