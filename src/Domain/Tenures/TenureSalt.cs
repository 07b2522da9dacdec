namespace RecycledNumbers.Domain.Tenures;

/// <summary>
/// What the key of one tenure is made from, together with the registry's master key: its events hold what tells of people only under that key. It is state and no event: once it is gone nobody can open
/// them any more, and not a letter of them has changed.
/// </summary>
public sealed record TenureSalt
{
    /// <summary>The tenure.</summary>
    public required int Generation { get; init; }

    /// <summary>16 random bytes, base64url.</summary>
    public required string Salt { get; init; }

    /// <summary>When it is destroyed, or null while the tenure lasts.</summary>
    public DateTimeOffset? EraseAt { get; init; }
}
