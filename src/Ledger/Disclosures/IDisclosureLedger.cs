namespace RecycledNumbers.Ledger.Disclosures;

/// <summary>What buyers were told, each statement under the reference of its code. Faults are those of <see cref="ILedger"/>.</summary>
public interface IDisclosureLedger
{
    /// <summary>Keeps a statement, unless one is kept under this reference already; answers the one that is.</summary>
    Task<KeptDisclosure> Keep(KeptDisclosure disclosure, CancellationToken cancellation = default);

    /// <summary>The statement under a reference, or null.</summary>
    Task<KeptDisclosure?> Find(string reference, CancellationToken cancellation = default);

    /// <summary>Forgets statements kept before an instant, at most <paramref name="limit"/>, oldest first; returns how many.</summary>
    Task<int> Forget(DateTimeOffset keptBefore, int limit, CancellationToken cancellation = default);
}

/// <summary>A statement as it is kept.</summary>
/// <param name="Reference">SHA-256 of the buyer's code, hex.</param>
/// <param name="Statement">What was told, as JSON text: the very bytes that are given out and sealed.</param>
/// <param name="Seal">Keyed hash over reference and statement: a row that was changed, or put under another code, shows.</param>
/// <param name="At">When the buyer was told: from then on it is kept for a time. Null in rows of a release that did not say.</param>
public sealed record KeptDisclosure(string Reference, string Statement, string Seal, DateTimeOffset? At);
