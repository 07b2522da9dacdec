using Microsoft.Extensions.Options;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Grains.Batches;

/// <summary>How many rows may be at work on this silo at once, over all batches: enough to fill a group commit, few enough that other callers' commands do not wait long behind them.</summary>
internal sealed class BatchGate(IOptions<BatchOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.RowsAtOnce);

    public Task Enter(CancellationToken cancellation) => places.WaitAsync(cancellation);

    public void Leave() => places.Release();

    public void Dispose() => places.Dispose();
}
