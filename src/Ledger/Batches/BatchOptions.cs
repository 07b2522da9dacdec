using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Ledger.Batches;

/// <summary>What a batch may cost. Section <c>Batches</c>.</summary>
public sealed class BatchOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Batches";

    /// <summary>Bytes of an upload as it comes, packed or not. Default 256 MB, 1 KB–4 GB.</summary>
    [Range(1024, 4L << 30)]
    public long MostBytes { get; set; } = 256L << 20;

    /// <summary>Bytes of an upload once unpacked: what a gzip bomb is stopped at. Default 2 GB, 1 KB–64 GB.</summary>
    [Range(1024, 64L << 30)]
    public long MostUnpackedBytes { get; set; } = 2L << 30;

    /// <summary>Rows of a batch. Default 10,000,000, 1–100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int MostRows { get; set; } = 10_000_000;

    /// <summary>Bytes of a row; a longer one is refused alone. Default 4 KB, 256 B–64 KB.</summary>
    [Range(256, 64 * 1024)]
    public int LongestRow { get; set; } = 4 * 1024;

    /// <summary>Lanes of a batch: parts that go on side by side, on any silo. Default 16, 1–256.</summary>
    [Range(1, 256)]
    public int Lanes { get; set; } = 16;

    /// <summary>Rows of a chunk. Default 250, 1–5,000. A chunk is what is done again after a crash.</summary>
    [Range(1, 5000)]
    public int ChunkRows { get; set; } = 250;

    /// <summary>Rows at work at once on a silo, over all batches. Default 1,000, 1–10,000.</summary>
    [Range(1, 10_000)]
    public int RowsAtOnce { get; set; } = 1_000;

    /// <summary>How long the same file of the same party is recognised. Default 7 days, 0–30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan SameWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a batch and its results are kept. Default 30 days, 1–400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(30);
}
