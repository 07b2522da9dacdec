using System.Collections.Concurrent;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Checks;

/// <summary>
/// The blocks that this silo holds, and the one reader of the ledger's feed that keeps them all true. It reads nothing while it holds none. Rows that an open
/// transaction might still put something in front of are applied at once, and read again until they are settled: they may come twice, never not at all.
/// </summary>
internal sealed class NumberIndex(ILedger ledger, TimeProvider time) : IDisposable
{
    /// <summary>The oldest that an answer out of memory may be; whoever asks later than that after the last reading gets the ledger's own.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromSeconds(2);

    private const int Rows = 5_000;

    /// <summary>Blocks that are read at once. A batch asks for hundreds that nobody has asked about: all at once they took every connection of the silo for seconds, and whoever asked was told that the ledger is away.</summary>
    private const int LoadsAtOnce = 4;

    /// <summary>The events that change what a check answers (<see cref="OwnerFacts.After"/>).</summary>
    private static readonly string[] Types = ["tenureStarted", "transferred", "deactivated", "reinstated"];

    private readonly ConcurrentDictionary<BlockKey, NumberBlock> blocks = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SemaphoreSlim loads = new(LoadsAtOnce, LoadsAtOnce);
    private string? cursor;
    private long read;

    /// <summary>The feed could not be read to its end within <see cref="Oldest"/>.</summary>
    public bool IsStale => time.GetElapsedTime(Volatile.Read(ref read)) > Oldest;

    /// <summary>Loads a block and follows it from now on. The place in the feed is taken first: what happens between it and the load is seen twice.</summary>
    /// <exception cref="LedgerException">The ledger can't be read.</exception>
    public async Task<NumberBlock> Open(BlockKey key)
    {
        var block = new NumberBlock(key, key.Calendar);
        await turn.WaitAsync();
        try
        {
            if (cursor is null)
            {
                var asked = time.GetTimestamp();
                cursor = await ledger.ReadEventFeedEnd();
                Volatile.Write(ref read, asked);
            }

            blocks[key] = block;
        }
        finally
        {
            turn.Release();
        }

        await loads.WaitAsync();
        try
        {
            block.Load(await ledger.ReadFacts(key.NumberAt(0), key.NumberAt(BlockKey.Size - 1)));
            return block;
        }
        catch
        {
            Close(block);
            throw;
        }
        finally
        {
            loads.Release();
        }
    }

    /// <summary>A block that this silo holds, or null.</summary>
    public NumberBlock? Find(BlockKey key) => blocks.GetValueOrDefault(key);

    /// <summary>Forgets a block, unless another activation has opened it anew.</summary>
    public void Close(NumberBlock block) => blocks.TryRemove(new KeyValuePair<BlockKey, NumberBlock>(block.Key, block));

    /// <summary>A number's state that this silo has just committed: its own checks see it before the command is answered.</summary>
    public void Note(NumberState state)
    {
        var (key, line) = BlockKey.Of(state.Number);
        if (blocks.TryGetValue(key, out var block))
        {
            block.Note(line, state);
        }
    }

    /// <summary>Reads the feed to its end.</summary>
    /// <exception cref="LedgerException">The ledger can't be read.</exception>
    public async Task Follow(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (blocks.IsEmpty)
            {
                cursor = null;
                return;
            }

            var asked = time.GetTimestamp();
            await ReadToTheEnd(cancellation);
            Volatile.Write(ref read, asked);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        loads.Dispose();
    }

    private async Task ReadToTheEnd(CancellationToken cancellation)
    {
        var (place, settled, full) = (cursor, true, true);
        while (full)
        {
            var page = await ledger.ReadEventFeed(Types, place, Rows, cancellation);
            foreach (var row in page.Rows)
            {
                var (key, line) = BlockKey.Of(row.Number);
                if (blocks.TryGetValue(key, out var block))
                {
                    block.Apply(line, row.Event);
                }
            }

            // Beyond the first row that is not settled this reading only looks ahead; the next one begins before it.
            cursor = settled ? page.Cursor : cursor;
            settled = settled && page.Rows.All(static r => r.Settled);
            full = page.Rows.Count == Rows;
            place = full ? page.Rows[^1].Cursor : place;
        }
    }
}
