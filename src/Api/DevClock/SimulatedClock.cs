using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.DevClock;

/// <summary>Real time plus an offset that only grows. The offset is kept in the ledger, so that every process and the next start see the same time. Development only.</summary>
internal sealed class SimulatedClock(ILedger ledger, TimeProvider real) : TimeProvider, IClockControl
{
    private long offset;

    public DateTimeOffset Now => GetUtcNow();

    /// <summary>Timers and stopwatches stay real: only the calendar is moved.</summary>
    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref offset));

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);

    public async Task<DateTimeOffset> Advance(TimeSpan by)
    {
        Grow(await ledger.AdvanceClock(by));
        return Now;
    }

    /// <summary>Reads the offset that this or another process has set.</summary>
    public async Task Follow(CancellationToken cancellation) => Grow(await ledger.ReadClockOffset(cancellation));

    /// <summary>What was read before somebody moved the clock may come after it.</summary>
    private void Grow(TimeSpan to)
    {
        for (var from = Interlocked.Read(ref offset); from < to.Ticks;)
        {
            var found = Interlocked.CompareExchange(ref offset, to.Ticks, from);
            if (found == from) return;
            from = found;
        }
    }
}
