using RecycledNumbers.Contracts.Batches;
using RecycledNumbers.Ledger.Batches;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Batches;

/// <summary>A wake partition's share of the batches: whoever worked on one before, an open batch is found here and goes on.</summary>
internal sealed class BatchWakes(IBatchLedger ledger, IGrainFactory grains, Microsoft.Extensions.Options.IOptions<BatchOptions> options, TimeProvider time)
{
    private const int MostOpen = 1_000;
    private static readonly TimeSpan BrokenAfter = TimeSpan.FromHours(6);

    /// <summary>Pokes the open batches of a partition.</summary>
    public async Task Poke(int partition, int partitions, CancellationToken cancellation)
    {
        foreach (var id in await ledger.ReadOpen(MostOpen, cancellation))
        {
            if (WakeShard.Of(id) % partitions == partition)
            {
                await grains.GetGrain<IBatchGrain>(id).Poke();
            }
        }
    }

    /// <summary>Forgets what is too old; true while there is more.</summary>
    public async Task<bool> Forget(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await ledger.Forget(now - options.Value.KeptFor, now - BrokenAfter, cancellation) > 0;
    }
}
