using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Deliveries;

namespace RecycledNumbers.Domain.Subscriptions;

/// <summary>What a subscription tells. One kind each, as the template of CAMARA has it.</summary>
[GenerateSerializer, Alias("rn.SubscribedEvent")]
public enum SubscribedEvent
{
    /// <summary>The number was given up: nobody has it.</summary>
    Deactivated,

    /// <summary>Until when the number rests; that it rests no longer, because the same owner has it again.</summary>
    FrozenUntil,

    /// <summary>Another owner has the number.</summary>
    Reassigned,

    /// <summary>The subscriber's own account is to be unbound.</summary>
    UnbindingRequested,
}

/// <summary>Why a subscription ended.</summary>
[GenerateSerializer, Alias("rn.SubscriptionEnd")]
public enum SubscriptionEnd
{
    /// <summary>It was told as often as it asked for.</summary>
    MaxEvents,

    /// <summary>The time that it asked for is over.</summary>
    Expired,

    /// <summary>Its sink's access token is about to expire.</summary>
    TokenExpired,

    /// <summary>Its platform deleted it.</summary>
    Deleted,

    /// <summary>The tenure in which the number's holder agreed is over.</summary>
    TenureOver,

    /// <summary>Its sink said that nothing will ever be there again (410).</summary>
    SinkGone,
}

/// <summary>A platform's wish to be told of one number at a sink of its own. State and no event: its sink and credential must not outlive it.</summary>
public sealed record Subscription
{
    /// <summary>Opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>Platform id.</summary>
    public required string Platform { get; init; }

    /// <summary>What it tells.</summary>
    public required SubscribedEvent Type { get; init; }

    /// <summary>Where to, at most 500 characters.</summary>
    public required string Sink { get; init; }

    /// <summary>Sealed access token of the sink, or null.</summary>
    public string? Credential { get; init; }

    /// <summary>Tenure in which the number's holder agreed to it; null where the platform asked with its own token. Such a subscription tells nothing of a later tenure, and never names the number.</summary>
    public int? Consented { get; init; }

    /// <summary>Digest of the request that made it, where that said how a repeat is known.</summary>
    public string? Request { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it is over, as it was asked for.</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>When it is over because of its sink's token: shortly before that expires, so that its end can still be told.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    /// <summary>How often it is told at most, as it was asked for.</summary>
    public int? MaxEvents { get; init; }

    /// <summary>Whether it wanted the situation at its beginning, as it was asked for.</summary>
    public bool? InitialEvent { get; init; }

    /// <summary>How often it was told.</summary>
    public int Told { get; init; }

    /// <summary>When it is over by itself, or null.</summary>
    [JsonIgnore]
    public DateTimeOffset? EndsAt => ExpireTime is null || TokenEndsAt < ExpireTime ? TokenEndsAt : ExpireTime;

    /// <summary>The id of the subscription that a platform's command makes: the same for a repeat.</summary>
    public static string IdOf(string platform, string commandKey) => OpaqueId.Of("sub", platform, commandKey);
}
