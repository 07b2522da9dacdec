using RecycledNumbers.Api.Errors;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>A row of a batch: what it asks, or why it asks nothing; later its answer.</summary>
internal struct AskedRow
{
    /// <summary>Its place in the body, from 1.</summary>
    internal long Line;

    /// <summary>The row as it came.</summary>
    internal ReadOnlyMemory<byte> Bytes;

    internal BlockKey Key;
    internal ushort Number;

    /// <summary>The day asked about, where no token is.</summary>
    internal int Day;

    internal string? Token;

    /// <summary>Why it has no answer, or null.</summary>
    internal ApiError? Error;

    /// <summary>More than the error's own meaning, or null.</summary>
    internal string? Detail;

    internal BlockAnswer Answer;

    /// <summary>What is given back instead of the row, where it can't be given back as it came; null where it can.</summary>
    internal string? Echo;
}
