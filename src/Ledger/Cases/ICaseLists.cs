namespace RecycledNumbers.Ledger.Cases;

/// <summary>Cases as those who must answer list and find them. Commits of numbers write them.</summary>
/// <remarks>Faults as those of <see cref="ILedger"/>.</remarks>
public interface ICaseLists
{
    /// <summary>Cases of a party, open ones or those that are over, in the order they were first asked, after a cursor.</summary>
    Task<IReadOnlyList<ListedCase>> ReadCases(string party, bool open, string? afterCursor, int limit, CancellationToken cancellation = default);

    /// <summary>A case by id, or null.</summary>
    Task<CaseRow?> FindCase(string id, CancellationToken cancellation = default);

    /// <summary>How often senders have been complained of; those never complained of are missing.</summary>
    /// <param name="senders">Keyed hashes.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyDictionary<string, SenderCount>> CountSenders(IReadOnlyList<string> senders, CancellationToken cancellation = default);
}
