using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>The retries that a lane knows of, so that it comes back in time by itself; what it forgets, the wake grains find in the ledger.</summary>
internal sealed class RetryClock
{
    private const int Most = 1000;
    private readonly SortedSet<DateTimeOffset> _due = [];

    /// <summary>A round's verdicts were recorded: what stays open comes back.</summary>
    public void Note(IEnumerable<Verdict> verdicts)
    {
        foreach (var attempt in verdicts.Select(v => v.Attempt).OfType<DeliveryAttempt>().Where(a => a.State == DeliveryState.Open).Take(Most - _due.Count))
        {
            _due.Add(attempt.NextAttempt);
        }
    }

    /// <summary>Nothing is due now: the next retry, or null.</summary>
    public LanePause Pause(DateTimeOffset now)
    {
        _due.RemoveWhere(at => at <= now);
        return new LanePause(_due.Count == 0 ? null : _due.Min);
    }
}
