using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Subscriptions;

/// <summary>A platform wants to be told of the number at a sink.</summary>
[GenerateSerializer, Immutable, Alias("rn.Subscribe")]
public sealed record Subscribe : NumberCommand
{
    /// <summary>The id that the subscription will have.</summary>
    [Id(0)] public required string SubscriptionId { get; init; }

    /// <summary>What it tells.</summary>
    [Id(1)] public required SubscribedEvent Type { get; init; }

    /// <summary>Where to; that it may be sent there is checked before the command is made.</summary>
    [Id(2)] public required string Sink { get; init; }

    /// <summary>Sealed access token of the sink, or null.</summary>
    [Id(3)] public string? Credential { get; init; }

    /// <summary>When that token expires: in the future.</summary>
    [Id(4)] public DateTimeOffset? CredentialExpires { get; init; }

    /// <summary>When the subscription is over: in the future, or null for never.</summary>
    [Id(5)] public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>How often it is told at most, 1 or more, or null.</summary>
    [Id(6)] public int? MaxEvents { get; init; }

    /// <summary>The situation at its beginning is told too.</summary>
    [Id(7)] public bool? InitialEvent { get; init; }

    /// <summary>Tenure in which the number's holder agreed, or null.</summary>
    [Id(8)] public int? Consented { get; init; }

    /// <summary>Digest of the request, where it says how a repeat is known; or null.</summary>
    [Id(9)] public string? Request { get; init; }
}

/// <summary>A platform ends a subscription of its own.</summary>
[GenerateSerializer, Immutable, Alias("rn.Unsubscribe")]
public sealed record Unsubscribe : NumberCommand
{
    /// <summary>Which.</summary>
    [Id(0)] public required string SubscriptionId { get; init; }

    /// <summary>Tenure in which the number's holder agreed, where the caller's token is bound to it: it reaches only what was made so.</summary>
    [Id(1)] public int? Consented { get; init; }
}

/// <summary>A subscription's sink said that nothing will ever be there again.</summary>
[GenerateSerializer, Immutable, Alias("rn.NoteSinkGone")]
public sealed record NoteSinkGone : NumberCommand
{
    /// <summary>Which.</summary>
    [Id(0)] public required string SubscriptionId { get; init; }
}
