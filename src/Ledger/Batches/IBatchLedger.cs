namespace RecycledNumbers.Ledger.Batches;

/// <summary>Batches and their chunks. Faults are those of <see cref="ILedger"/>.</summary>
public interface IBatchLedger
{
    /// <summary>Begins a batch that is being received.</summary>
    Task Begin(Batch batch, CancellationToken cancellation = default);

    /// <summary>Adds a chunk to a batch that is being received.</summary>
    Task AddChunk(BatchChunk chunk, CancellationToken cancellation = default);

    /// <summary>Opens a batch whose upload was complete. False: its party has one with this key already, or with this content since an instant; it is still not open then.</summary>
    Task<bool> Open(Batch batch, long rows, DateTimeOffset now, DateTimeOffset sameSince, CancellationToken cancellation = default);

    /// <summary>Throws away a batch that was never opened.</summary>
    Task Discard(string id, CancellationToken cancellation = default);

    /// <summary>One batch with its progress, or null. One that is being received is not there yet.</summary>
    Task<Batch?> Find(string id, CancellationToken cancellation = default);

    /// <summary>The batch that a party sent with this key, or null.</summary>
    Task<Batch?> FindByKey(string party, string key, CancellationToken cancellation = default);

    /// <summary>The newest batch of a party with this content since an instant that was not cancelled, or null.</summary>
    Task<Batch?> FindSame(string party, string fingerprint, DateTimeOffset since, CancellationToken cancellation = default);

    /// <summary>A party's batches, newest first, before one.</summary>
    Task<IReadOnlyList<Batch>> List(string party, string? beforeId, int limit, CancellationToken cancellation = default);

    /// <summary>Calls an open batch off. False: it is not open.</summary>
    Task<bool> Cancel(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Ids of open batches: what must go on, whoever worked on it before.</summary>
    Task<IReadOnlyList<string>> ReadOpen(int limit, CancellationToken cancellation = default);

    /// <summary>Lanes of a batch that have chunks to be done.</summary>
    Task<IReadOnlyList<int>> ReadLanesLeft(string id, CancellationToken cancellation = default);

    /// <summary>The next chunk of a lane to be done, or null: none is left, or the batch is not open.</summary>
    Task<BatchWork?> ReadNext(string id, int lane, CancellationToken cancellation = default);

    /// <summary>Puts some of a chunk's results on record; the chunk stays to be done.</summary>
    Task SaveSome(BatchChunk chunk, byte[] results, CancellationToken cancellation = default);

    /// <summary>Puts a chunk's results on record and the chunk behind. What another has put on record first stays.</summary>
    Task SaveAll(BatchChunk chunk, byte[] results, int accepted, int refused, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Puts an open batch behind once nothing of it is left. False: something is, or it was not open.</summary>
    Task<bool> Finish(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>The lanes of a batch.</summary>
    Task<IReadOnlyList<int>> ReadLanes(string id, CancellationToken cancellation = default);

    /// <summary>The next done chunk of a lane after a sequence, or null.</summary>
    Task<BatchChunk?> ReadDone(string id, int lane, long afterSequence, bool onlyRefused, CancellationToken cancellation = default);

    /// <summary>Forgets batches that began before an instant, and uploads that broke off before another; a lane of one at a time. Returns how many rows went: while it is not 0 there may be more.</summary>
    Task<int> Forget(DateTimeOffset before, DateTimeOffset brokenBefore, CancellationToken cancellation = default);
}
