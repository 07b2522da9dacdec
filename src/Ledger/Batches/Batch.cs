namespace RecycledNumbers.Ledger.Batches;

/// <summary>An upload of many rows.</summary>
public sealed record Batch
{
    /// <summary>Opaque id; ids of later batches sort behind those of earlier ones.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: <c>carrier:cmcc</c>, <c>platform:wechat</c>.</summary>
    public required string Party { get; init; }

    /// <summary>What its rows ask for.</summary>
    public required BatchContent Content { get; init; }

    /// <summary>Media type of the upload.</summary>
    public required string Format { get; init; }

    /// <summary>The idempotency key that it came with.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 over what it is and every byte of it, unpacked; hex.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchState State { get; init; }

    /// <summary>Rows, blank lines and header aside.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes of the upload, unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rows that were accepted so far.</summary>
    public long Accepted { get; init; }

    /// <summary>Rows that were refused so far.</summary>
    public long Refused { get; init; }

    /// <summary>When its upload began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was complete.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was done or cancelled, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>Some rows of a batch that are worked on together.</summary>
/// <param name="BatchId">Which batch.</param>
/// <param name="Lane">Lanes go on side by side; all rows of one number are in one lane.</param>
/// <param name="Sequence">Its place in the lane: chunks of a lane are done one after the other.</param>
/// <param name="Body">Packed rows (<see cref="BatchFormat"/>).</param>
/// <param name="Results">Packed results in the rows' order, or null where there are none yet. Until the chunk is done some may be missing.</param>
public sealed record BatchChunk(string BatchId, int Lane, long Sequence, byte[] Body, byte[]? Results = null);

/// <summary>A chunk to be done, with what must be known of its batch.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Party">Who asks.</param>
/// <param name="Content">For what.</param>
public sealed record BatchWork(BatchChunk Chunk, string Party, BatchContent Content);
