using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Grouping;

using Pending = Waiting<string, NumberRow?>;

/// <summary>Grouped activation reads: ten thousand numbers that wake together cost twenty statements.</summary>
internal sealed class LoadGroup : IAsyncDisposable
{
    private readonly Dialect _dialect;
    private readonly GroupQueue<string, NumberRow?> _queue;

    public LoadGroup(Dialect dialect, GroupLimits limits)
    {
        _dialect = dialect;
        _queue = new("read", limits, Serve, key: null);
    }

    public Task<NumberRow?> Load(string number, CancellationToken cancellation)
    {
        // It was never written, because it could not have been; and no batch must fail for it.
        return StorableText.Is(number) ? _queue.Ask(number, cancellation) : Task.FromResult<NumberRow?>(null);
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private async Task Serve(IReadOnlyList<Pending> batch)
    {
        var numbers = batch.Select(static p => p.Ask).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await _dialect.Load(numbers, CancellationToken.None);
        foreach (var pending in batch)
        {
            pending.Give(rows.GetValueOrDefault(pending.Ask));
        }
    }
}
