namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Sends for one lane, round by round. One caller at a time.</summary>
internal interface ILane
{
    /// <summary>Takes what is due, sends it and records what came of it. Null: go on at once; else there is nothing to do before an instant, or until told.</summary>
    Task<LanePause?> Round(CancellationToken stop);

    /// <summary>Forgets what it knows of its destination's endpoint. May come in the middle of a round.</summary>
    void Forget()
    {
    }
}

/// <summary>Nothing to do for now.</summary>
/// <param name="Until">When something known is due, or null.</param>
internal sealed record LanePause(DateTimeOffset? Until);
