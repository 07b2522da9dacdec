namespace RecycledNumbers.Ledger.Stuck;

/// <summary>A number whose record can't be read: it answers nothing until somebody repairs the record.</summary>
/// <param name="Position">Its place in the list; tells nothing about the number.</param>
/// <param name="Number">E.164.</param>
/// <param name="Since">When it was first noticed, by the clock of the silo's host.</param>
/// <param name="Fault">What is wrong in a few words; never a value out of the record.</param>
public sealed record StuckNumber(long Position, string Number, DateTimeOffset Since, string Fault)
{
    /// <summary>When an operator last said that they have looked at it, or null.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Who.</summary>
    public string? LookedBy { get; init; }

    /// <summary>What they found.</summary>
    public string? LookedWhy { get; init; }
}
