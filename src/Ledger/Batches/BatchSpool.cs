using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Batches;

/// <summary>Puts a batch's rows into chunks as they come. It holds at most one chunk a lane, and a few that are being written.</summary>
public sealed class BatchSpool(IBatchLedger ledger, string batchId, BatchOptions options)
{
    private const int WritesAtOnce = 4;

    private readonly List<BatchRow>?[] lanes = new List<BatchRow>?[options.Lanes];
    private readonly long[] sequences = new long[options.Lanes];
    private readonly Queue<Task> writes = [];

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes a row. Rows of one number keep their order.</summary>
    public async Task Add(BatchRow row, CancellationToken cancellation)
    {
        Rows++;
        var lane = row is { Code: null, Number: { } number } ? WakeShard.Of(number) % options.Lanes : (int)(row.Line % options.Lanes);
        var rows = lanes[lane] ??= new List<BatchRow>(options.ChunkRows);
        rows.Add(row);
        if (rows.Count >= options.ChunkRows)
        {
            await Write(lane, rows, cancellation);
        }
    }

    /// <summary>Writes what is left. Everything is in the database when it returns.</summary>
    public async Task Complete(CancellationToken cancellation)
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            if (lanes[lane] is { Count: > 0 } rows)
            {
                await Write(lane, rows, cancellation);
            }
        }

        await Task.WhenAll(writes);
    }

    /// <summary>Waits for writes under way, however they end, so that none comes after the batch was thrown away.</summary>
    public Task Settle() => Task.WhenAll(writes).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task Write(int lane, List<BatchRow> rows, CancellationToken cancellation)
    {
        lanes[lane] = null;
        if (writes.Count >= WritesAtOnce)
        {
            var oldest = writes.Dequeue();
            await oldest;
        }

        writes.Enqueue(ledger.AddChunk(new BatchChunk(batchId, lane, sequences[lane]++, BatchFormat.Pack(rows)), cancellation));
    }
}
