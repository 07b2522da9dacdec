namespace RecycledNumbers.Bench.Wakes;

/// <summary>A registry clock that passes as fast as it is told to. Timers and stopwatches stay real.</summary>
internal sealed class PlayedClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long since = System.GetTimestamp();
    private double speed = 1;

    /// <summary>Stands at this instant and goes on so many times as fast as the wall's clock.</summary>
    public void Play(DateTimeOffset from, double times)
    {
        lock (gate)
        {
            (at, since, speed) = (from, System.GetTimestamp(), times);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return at + (System.GetElapsedTime(since) * speed);
        }
    }
}
