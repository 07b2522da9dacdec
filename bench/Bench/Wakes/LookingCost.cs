using System.Diagnostics;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Bench.Wakes;

/// <summary>What one partition's look for due numbers costs.</summary>
/// <param name="IdleP99">Milliseconds, nothing due.</param>
/// <param name="RoundTripP99">Milliseconds of the smallest read there is, in the same minute: what the machine and its load take of the figure before.</param>
/// <param name="ClaimP99">Milliseconds, everything due and 500 taken.</param>
/// <param name="Megabytes">Memory of the process after a full collection.</param>
internal sealed record LookingCost(double IdleP99, double RoundTripP99, double ClaimP99, double Megabytes)
{
    private const int Partitions = 8;
    private const int Batch = 500;

    /// <summary>Looks as the wake partitions look, one after the other.</summary>
    public static async Task<LookingCost> Measure(ILedger ledger, DateTimeOffset nothingDue, DateTimeOffset allDue, int looks)
    {
        await P99(ledger, nothingDue, looks / 10, expected: 0);
        return new(
            await P99(ledger, nothingDue, looks, expected: 0),
            await P99(looks, async _ => await ledger.ReadClockOffset()),
            await P99(ledger, allDue, looks / 4, expected: null),
            GC.GetTotalMemory(forceFullCollection: true) / 1e6);
    }

    private static Task<double> P99(ILedger ledger, DateTimeOffset now, int looks, int? expected)
    {
        var shards = Enumerable.Range(0, Partitions).Select(static p => Enumerable.Range(0, WakeShard.Count).Where(s => s % Partitions == p).Select(static s => (short)s).ToArray()).ToArray();
        return P99(looks, async look =>
        {
            var due = await ledger.ReadDue(shards[look % Partitions], now, Batch);
            if (expected is { } count && due.Count != count)
            {
                throw new InvalidOperationException($"{due.Count} numbers are due where {count} should be.");
            }
        });
    }

    private static async Task<double> P99(int looks, Func<int, Task> look)
    {
        var times = new double[looks];
        for (var i = 0; i < looks; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await look(i);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return Percentile(times, 0.99);
    }

    /// <summary>The value below which this share of all lies.</summary>
    public static double Percentile(double[] values, double share)
    {
        Array.Sort(values);
        return values[(int)Math.Min(values.Length - 1, values.Length * share)];
    }
}
