using System.Collections.Immutable;

namespace RecycledNumbers.Domain.Owners;

/// <summary>Ways to a person other than a platform's own app.</summary>
[GenerateSerializer, Alias("rn.OwnerChannel")]
public enum OwnerChannel
{
    /// <summary>None: what is noted concerns no channel.</summary>
    None,

    /// <summary>E-mail to the address that was left.</summary>
    Email,

    /// <summary>SMS to the other number that was left; for a notice before deactivation, to the number itself.</summary>
    Sms,
}

/// <summary>What an owner left for reminders about one tenure. It is state and no event, so that it can be erased; what happened to it is an event without it.</summary>
public sealed record OwnerContact
{
    /// <summary>Tenure that it was left in.</summary>
    public required int Generation { get; init; }

    /// <summary>The sealed address, other number and language.</summary>
    public required string Sealed { get; init; }

    /// <summary>When it was left: an other number whose owner has changed since is not used.</summary>
    public required DateTimeOffset LeftAt { get; init; }

    /// <summary>When it is erased, or null while the tenure lasts.</summary>
    public DateTimeOffset? EraseAt { get; init; }

    /// <summary>Channels that bounced: not used again.</summary>
    public ImmutableArray<OwnerChannel> Bounced { get; init; } = [];
}
