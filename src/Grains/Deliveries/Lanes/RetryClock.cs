namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>The retries that a lane knows of, so that it comes back in time by itself; what it forgets, the wake grains find in the ledger.</summary>
internal sealed class RetryClock
{
    private const int Most = 1000;
    private readonly SortedSet<DateTimeOffset> _due = [];

    /// <summary>A retry was recorded.</summary>
    public void Note(DateTimeOffset at)
    {
        if (_due.Count < Most)
        {
            _due.Add(at);
        }
    }

    /// <summary>Nothing is due now: the next retry, or null.</summary>
    public LanePause Pause(DateTimeOffset now)
    {
        _due.RemoveWhere(at => at <= now);
        return new LanePause(_due.Count == 0 ? null : _due.Min);
    }
}
