namespace RecycledNumbers.Domain.Subscriptions;

/// <summary>Kinds of deliveries to sinks, as they are stored.</summary>
public static class SubscriptionKinds
{
    /// <summary>A subscription is over.</summary>
    public const string Ended = "subscription.ended";

    /// <summary>What a subscription tells.</summary>
    public static string Of(SubscribedEvent type) => type switch
    {
        SubscribedEvent.Deactivated => "subscription.deactivated",
        SubscribedEvent.FrozenUntil => "subscription.frozen-until",
        SubscribedEvent.Reassigned => "subscription.reassigned",
        SubscribedEvent.UnbindingRequested => "subscription.unbinding-requested",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such kind."),
    };
}
