namespace RecycledNumbers.Cli.Audit;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Kind">changed, missing, inserted, moved, hash, root, leaves, unproved, record.</param>
/// <param name="Number">Which number, masked; null where it is about a root.</param>
/// <param name="Sequence">Which of its events, or null.</param>
/// <param name="Root">Which root, or null.</param>
/// <param name="What">A sentence.</param>
internal sealed record Finding(string Kind, string? Number, long? Sequence, long? Root, string What)
{
    /// <summary>A number as it may stand in a report that is passed on.</summary>
    internal static string Mask(string number) => number.Length <= 8 ? "+****" : $"{number[..^8]}****{number[^4..]}";
}

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Events">Events that were hashed anew.</param>
/// <param name="Unsealed">Those among them that are under no root yet.</param>
/// <param name="Kept">Those whose cause and data were kept back from the reader.</param>
/// <param name="Roots">Roots whose signature was looked at.</param>
/// <param name="Numbers">How many numbers.</param>
/// <param name="Findings">Everything that is not as it was written.</param>
internal sealed record AuditReport(long Events, long Unsealed, long Kept, long Roots, long Numbers, IReadOnlyList<Finding> Findings);
