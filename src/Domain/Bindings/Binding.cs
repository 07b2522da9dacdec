namespace RecycledNumbers.Domain.Bindings;

/// <summary>A platform account that hangs on a number in one tenure.</summary>
public sealed record Binding
{
    /// <summary>Opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>Platform id.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's own account name, opaque here, at most 128 characters.</summary>
    public required string Account { get; init; }

    /// <summary>The platform's category, for counts: ride-hailing, bank, …</summary>
    public required string Category { get; init; }

    /// <summary>Tenure in which it was made.</summary>
    public required int Generation { get; init; }

    /// <summary>When the platform bound it.</summary>
    public required DateTimeOffset BoundAt { get; init; }

    /// <summary>When its silent period is over and the platform is asked to verify it again, or null once it was asked.</summary>
    public DateTimeOffset? ReverifyAt { get; init; }

    /// <summary>When its owner of a tenure that is over said that the account has another number by now, or null. Its platform has not said so yet, or it would not stand here.</summary>
    public DateTimeOffset? MovedAt { get; init; }
}
