namespace RecycledNumbers.Domain.Subscriptions;

/// <summary>A subscription as its platform sees it. Never its credential.</summary>
/// <remarks>Kept with the command that it answers, where null is left out: what may be null can't be required.</remarks>
[GenerateSerializer, Immutable, Alias("rn.SubscriptionView")]
public sealed record SubscriptionView
{
    /// <summary>Opaque id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>E.164 text; null where the number's holder agreed and the platform need not know it.</summary>
    [Id(1)] public string? Number { get; init; }

    /// <summary>What it tells.</summary>
    [Id(2)] public required SubscribedEvent Type { get; init; }

    /// <summary>Where to.</summary>
    [Id(3)] public required string Sink { get; init; }

    /// <summary>When it began.</summary>
    [Id(4)] public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it is over by itself, or null.</summary>
    [Id(5)] public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it is over, as it was asked for.</summary>
    [Id(6)] public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>How often it is told at most, as it was asked for.</summary>
    [Id(7)] public int? MaxEvents { get; init; }

    /// <summary>Whether it wanted the situation at its beginning, as it was asked for.</summary>
    [Id(8)] public bool? InitialEvent { get; init; }

    /// <summary>The view of a subscription.</summary>
    public static SubscriptionView Of(string number, Subscription s) => new()
    {
        Id = s.Id,
        Number = s.Consented is null ? number : null,
        Type = s.Type,
        Sink = s.Sink,
        StartsAt = s.StartsAt,
        EndsAt = s.EndsAt,
        ExpireTime = s.ExpireTime,
        MaxEvents = s.MaxEvents,
        InitialEvent = s.InitialEvent,
    };
}
