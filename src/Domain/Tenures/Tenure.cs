using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>One subscriber's time with a number.</summary>
public sealed record Tenure
{
    /// <summary>1, 2, 3… per number, without gaps.</summary>
    public required int Generation { get; init; }

    /// <summary>The carrier's opaque reference of the subscriber, keyed-hashed on arrival. Empty once it was erased, which is nobody's hash.</summary>
    public required string Subscriber { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What the number is used for.</summary>
    public Usage Usage { get; init; }

    /// <summary>When it ended, or null while it lasts.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Sealed contact as release 0.1.0 stored it, or null. The first event after it moves it to <see cref="NumberState.Contacts"/>.</summary>
    public string? Contact { get; init; }
}
