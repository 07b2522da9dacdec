using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Audit;

/// <summary>Events with their hashes, and the roots over them. Nothing of it is ever updated. Faults are those of <see cref="ILedger"/>.</summary>
public interface IAuditLedger
{
    /// <summary>The newest root, or null.</summary>
    Task<AuditRoot?> FindLastRoot(CancellationToken cancellation = default);

    /// <summary>A root by its index, or null.</summary>
    Task<AuditRoot?> FindRoot(long index, CancellationToken cancellation = default);

    /// <summary>The root whose stretch an event lies in, or null: none yet.</summary>
    /// <exception cref="InvalidCursorException">It is no cursor.</exception>
    Task<AuditRoot?> FindRootOf(string cursor, CancellationToken cancellation = default);

    /// <summary>Roots in order, from an index on.</summary>
    Task<IReadOnlyList<AuditRoot>> ReadRoots(long fromIndex, int limit, CancellationToken cancellation = default);

    /// <summary>Hashes of a root's events in their order, as they were when it was made; null where there is no such root.</summary>
    Task<AuditHash[]?> ReadLeaves(long index, CancellationToken cancellation = default);

    /// <summary>Keeps a root. False: there is one with this index already, or a later one, or none before it; nothing was written.</summary>
    Task<bool> AddRoot(AuditRoot root, IReadOnlyList<AuditHash> leaves, CancellationToken cancellation = default);

    /// <summary>Events of all numbers in the order of the feed, behind a cursor and up to one (null: up to all that is settled). Never skips one whose transaction commits late.</summary>
    /// <exception cref="InvalidCursorException">It is no cursor.</exception>
    Task<IReadOnlyList<AuditEvent>> ReadStretch(string? afterCursor, string? upToCursor, int limit, CancellationToken cancellation = default);

    /// <summary>All events of some numbers, number by number, oldest first.</summary>
    Task<IReadOnlyList<AuditEvent>> ReadHistories(IReadOnlyList<string> numbers, CancellationToken cancellation = default);

    /// <summary>Where the numbers' histories end by their own records, in order, after a number (null: from the first).</summary>
    Task<IReadOnlyList<HistoryEnd>> ReadEnds(string? afterNumber, int limit, CancellationToken cancellation = default);
}

/// <summary>An event with its hash and its place in the feed.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Event">What happened.</param>
/// <param name="Hash">As it stands in the row; null where an earlier release wrote it.</param>
/// <param name="Cursor">Place in the feed.</param>
public sealed record AuditEvent(string Number, EventRow Event, AuditHash? Hash, string Cursor);

/// <summary>A root as it is stored.</summary>
/// <param name="Index">0, 1, 2….</param>
/// <param name="UpTo">Cursor of its last event.</param>
/// <param name="Events">How many.</param>
/// <param name="SealedAt">When.</param>
/// <param name="Signed">The signed root (<see cref="SignedRoot"/>).</param>
public sealed record AuditRoot(long Index, string UpTo, int Events, DateTimeOffset SealedAt, string Signed);

/// <summary>Where a number's history ends.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Sequence">Of its last event by the number's state; null where its record can't be read.</param>
/// <param name="Chain">Where its chain stands; behind that where an earlier release wrote last.</param>
public sealed record HistoryEnd(string Number, long? Sequence, ChainHead Chain);

/// <summary>Signs roots with the registry's key.</summary>
public interface IRootSigner
{
    /// <summary>The signed root.</summary>
    string Sign(TreeHead head);
}
