using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Api.Console;

/// <summary>What was kept, as this process last read it. While the database is away the last figures stay, and say so.</summary>
/// <param name="Figures">By name.</param>
/// <param name="ReadAt">When they were read; null: never yet.</param>
/// <param name="IsStale">The last attempt to read failed.</param>
internal sealed record Kept(IReadOnlyDictionary<string, KeptFigure> Figures, DateTimeOffset? ReadAt, bool IsStale)
{
    internal static readonly Kept Nothing = new(new Dictionary<string, KeptFigure>(), null, IsStale: false);
}

/// <summary>Reads what is kept, at most once a second however many pages ask.</summary>
internal sealed class KeptReader(IKeptFigures kept, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim turn = new(1, 1);
    private Kept last = Kept.Nothing;
    private DateTimeOffset next;

    internal async Task<Kept> Read(CancellationToken cancellation)
    {
        if (time.GetUtcNow() < next) return last;
        // Whoever comes while it is being read does not wait where there is something to show.
        if (!await turn.WaitAsync(last.ReadAt is null ? Pause : TimeSpan.Zero, cancellation)) return last;
        try
        {
            if (time.GetUtcNow() < next) return last;
            var rows = await kept.Read(cancellation);
            last = new Kept(rows.ToDictionary(static r => r.Name, StringComparer.Ordinal), time.GetUtcNow(), IsStale: false);
            next = time.GetUtcNow() + Fresh;
        }
        catch (LedgerException)
        {
            last = last with { IsStale = true };
            next = time.GetUtcNow() + Pause;
        }
        finally
        {
            turn.Release();
        }

        return last;
    }

    public void Dispose() => turn.Dispose();
}
