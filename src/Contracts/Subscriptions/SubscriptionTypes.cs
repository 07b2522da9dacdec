using RecycledNumbers.Domain.Subscriptions;

namespace RecycledNumbers.Contracts.Subscriptions;

/// <summary>Event types of number-recycling-subscriptions v0.1 as they stand on the wire.</summary>
public static class SubscriptionTypes
{
    /// <summary>Comes before each.</summary>
    public const string Prefix = "org.camaraproject.number-recycling-subscriptions.v0.";

    /// <summary>Nobody has the number any more.</summary>
    public const string Deactivated = Prefix + "deactivated";

    /// <summary>Until when it rests.</summary>
    public const string FrozenUntil = Prefix + "frozen-until";

    /// <summary>Another owner has it.</summary>
    public const string Reassigned = Prefix + "reassigned";

    /// <summary>The subscriber's own account is to be unbound.</summary>
    public const string UnbindingRequested = Prefix + "unbinding-requested";

    /// <summary>A subscription is over; nobody subscribes to it.</summary>
    public const string Ended = Prefix + "subscription-ended";

    /// <summary>The type of what a subscription tells.</summary>
    public static string Of(SubscribedEvent type) => type switch
    {
        SubscribedEvent.Deactivated => Deactivated,
        SubscribedEvent.FrozenUntil => FrozenUntil,
        SubscribedEvent.Reassigned => Reassigned,
        SubscribedEvent.UnbindingRequested => UnbindingRequested,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type."),
    };

    /// <summary>What a type tells, or null: nobody can subscribe to it.</summary>
    public static SubscribedEvent? Parse(string type) => Array.FindAll(Enum.GetValues<SubscribedEvent>(), known => Of(known) == type) is [var found] ? found : null;

    /// <summary>The type of a stored delivery.</summary>
    /// <exception cref="FormatException">It is none to a sink.</exception>
    public static string OfKind(string kind) => kind == SubscriptionKinds.Ended ? Ended
        : Array.FindAll(Enum.GetValues<SubscribedEvent>(), known => SubscriptionKinds.Of(known) == kind) is [var found] ? Of(found)
        : throw new FormatException("No delivery to a sink.");
}
