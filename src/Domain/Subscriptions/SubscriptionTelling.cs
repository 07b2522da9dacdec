using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Subscriptions;

/// <summary>Which subscriptions are told of an event, and what. No identity, no reason, no date of the past; and of unbindings none but the subscriber's own.</summary>
internal static class SubscriptionTelling
{
    /// <summary>Those that are told of an event.</summary>
    public static IEnumerable<Subscription> Told(NumberState before, NumberEvent happened) =>
        before.Subscriptions.Where(s => !(s.Told >= s.MaxEvents) && !(s.EndsAt <= happened.At) && Tells(s, before, happened));

    /// <summary>What one that is told of an event is told.</summary>
    public static DeliveryBody Body(Subscription s, NumberEvent happened, NumberState after) => (s.Type, happened) switch
    {
        (SubscribedEvent.FrozenUntil, Reinstated) => new() { FrozenUntil = happened.At },
        (SubscribedEvent.FrozenUntil, _) => new() { FrozenUntil = after.FrozenUntil },
        (SubscribedEvent.UnbindingRequested, UnbindingRequested e) => Body(e.Unbinding),
        (SubscribedEvent.UnbindingRequested, UnbindingRenewed e) => Body(Find(after, e.UnbindingId)),
        (SubscribedEvent.UnbindingRequested, SubscriptionTold { UnbindingId: { } id }) => Body(Find(after, id)),
        _ => new(),
    };

    /// <summary>How often each was told by an event.</summary>
    public static NumberState Count(NumberState next, NumberState before, NumberEvent happened)
    {
        if (before.Subscriptions.IsEmpty || happened is SubscriptionEnded)
        {
            return next;
        }

        var told = Told(before, happened).Select(s => s.Id).ToHashSet();
        return told.Count == 0 ? next : next with { Subscriptions = [.. next.Subscriptions.Select(s => told.Contains(s.Id) ? s with { Told = s.Told + 1 } : s)] };
    }

    /// <summary>Whether an unbinding is the subscriber's own, and of the tenure that it may hear of.</summary>
    public static bool IsOf(Subscription s, Unbinding unbinding) =>
        unbinding.Party == Party.Platform(s.Platform) && (s.Consented is null || s.Consented == unbinding.Generation);

    private static bool Tells(Subscription s, NumberState before, NumberEvent happened) => (s.Type, happened) switch
    {
        (_, SubscriptionTold e) => e.SubscriptionId == s.Id,
        (SubscribedEvent.Deactivated or SubscribedEvent.FrozenUntil, Deactivated) => true,
        (SubscribedEvent.FrozenUntil, Reinstated) => before.Phase == Phase.Frozen,
        (SubscribedEvent.Reassigned, TenureStarted or Transferred) => true,
        (SubscribedEvent.UnbindingRequested, UnbindingRequested e) => IsOf(s, e.Unbinding),
        (SubscribedEvent.UnbindingRequested, UnbindingRenewed e) => before.Unbindings.Any(u => u.Id == e.UnbindingId && IsOf(s, u)),
        _ => false,
    };

    private static DeliveryBody Body(Unbinding u) => new() { UnbindingId = u.Id, Account = u.Account, Reason = u.Reason, Deadline = u.Deadline };

    private static Unbinding Find(NumberState state, string id) => state.Unbindings.First(u => u.Id == id);
}
