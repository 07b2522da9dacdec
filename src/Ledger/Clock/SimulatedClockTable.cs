using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Clock;

/// <summary>How far the simulated clock of a development ledger has been moved, for all processes that share it.</summary>
internal sealed class SimulatedClockTable(Dialect dialect)
{
    public async Task<TimeSpan> Read(CancellationToken cancellation)
    {
        var rows = await dialect.Query(new("select offset_ticks from simulated_clock"), static r => TimeSpan.FromTicks(r.Long(0)), cancellation);
        return rows.SingleOrDefault();
    }

    public async Task<TimeSpan> Advance(TimeSpan by, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var rows = await dialect.Change(
            new(dialect.AdvanceClock, ("by", by.Ticks)),
            static r => TimeSpan.FromTicks(r.Long(0)), cancellation);
        return rows.Single();
    }
}
