namespace RecycledNumbers.Ledger.Figures;

/// <summary>Figures that are kept for the operators' pages, and the counting behind them. Pages read what was kept; whoever has the turn counts. Faults are those of <see cref="ILedger"/>.</summary>
public interface IKeptFigures
{
    /// <summary>All that is kept: a few rows.</summary>
    Task<IReadOnlyList<KeptFigure>> Read(CancellationToken cancellation = default);

    /// <summary>Keeps figures of one kind in place of those before.</summary>
    Task Keep(string name, string body, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Takes the turn, or goes on having it. False: somebody else has it.</summary>
    Task<bool> TakeTurn(string who, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>Forgets what silos kept that have been silent since an instant.</summary>
    Task ForgetSilos(DateTimeOffset silentSince, CancellationToken cancellation = default);

    /// <summary>Counts the phases of all numbers in small bites, each a range of one index.</summary>
    Task<PhaseFigures> CountPhases(CancellationToken cancellation = default);

    /// <summary>One step of the follower: a page of the feed, or a bite of the numbers that were there before it began. The projection of freezes and the times of outcomes are then as far as the answer says.</summary>
    /// <returns>Where it stands, and whether there is more to do at once.</returns>
    Task<(FollowedEvents Reached, bool More)> Follow(FollowedEvents from, CancellationToken cancellation = default);

    /// <summary>Counts the numbers whose freeze ends on these days.</summary>
    Task<IReadOnlyList<LeavingDay>> CountLeaving(int firstDay, int lastDay, CancellationToken cancellation = default);

    /// <summary>Counts every party's open unbindings, and takes its answers of the window.</summary>
    Task<IReadOnlyList<PartyFigure>> CountParties(DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Counts what waits for somebody.</summary>
    Task<WaitingFigures> CountWaiting(DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>The batches that are being worked on.</summary>
    Task<BatchFigures> CountBatches(CancellationToken cancellation = default);

    /// <summary>Forgets times of outcomes from before a day.</summary>
    Task ForgetOutcomes(int beforeDay, CancellationToken cancellation = default);
}
