using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Complaints;

/// <summary>The holder of a number complains: about a category of platforms, or about a sender.</summary>
[GenerateSerializer, Immutable, Alias("rn.Complain")]
public sealed record Complain : NumberCommand
{
    /// <summary>Tenure in which the holder was proved.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>What of.</summary>
    [Id(1)] public required ComplaintKind Kind { get; init; }

    /// <summary>Category of the platform, or null.</summary>
    [Id(2)] public string? Category { get; init; }

    /// <summary>Keyed hash of the sender, or null.</summary>
    [Id(3)] public string? Sender { get; init; }

    /// <summary>The sender as typed and what the holder wrote, sealed; or null.</summary>
    [Id(4)] public string? Words { get; init; }
}

/// <summary>Who must answer a complaint says what came of it.</summary>
[GenerateSerializer, Immutable, Alias("rn.CloseComplaint")]
public sealed record CloseComplaint : NumberCommand
{
    /// <summary>Which.</summary>
    [Id(0)] public required string ComplaintId { get; init; }

    /// <summary>What came of it.</summary>
    [Id(1)] public required ComplaintOutcome Outcome { get; init; }

    /// <summary>Why, 1–500 characters. For history, not for the holder: it may speak of somebody else.</summary>
    [Id(2)] public required string Reason { get; init; }
}
