namespace RecycledNumbers.Ledger.Events;

/// <summary>The events of all numbers as they are given to others: only what is settled, so that nobody sees anything twice or misses what commits late, and cut into days.</summary>
/// <remarks>Faults as those of <see cref="ILedger"/>.</remarks>
public interface IEventLists
{
    /// <summary>Looks at the next 5,000 events, whatever they are, and gives those that are wanted: a look costs the same for who is told of all and for who is told of none.</summary>
    /// <param name="types">Events that are wanted.</param>
    /// <param name="afterCursor">Where to begin; null: at the first event, or at the start of the day.</param>
    /// <param name="day">Only what is in this day, or null.</param>
    /// <param name="platform">Only events of tenures in which this platform had an account when they happened (a transfer: the tenure that it ended), or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidCursorException">The cursor is none, or lies beyond all that has been given out.</exception>
    Task<EventLook> Look(IReadOnlyList<string> types, string? afterCursor, EventDay? day, string? platform, CancellationToken cancellation = default);

    /// <summary>A day that has been closed, or null. The first day that was ever closed has no beginning, so it is none.</summary>
    Task<EventDay?> FindDay(DateOnly day, CancellationToken cancellation = default);

    /// <summary>The newest day that has been closed, or null.</summary>
    Task<DateOnly?> FindLastDay(CancellationToken cancellation = default);

    /// <summary>
    /// Closes every day up to this one that is still open, in order: whatever is settled now and in no day yet falls to the first of them. A closed day never changes; processes that close the same
    /// day at the same time agree. The very first call only marks where days begin.
    /// </summary>
    Task CloseDays(DateOnly last, CancellationToken cancellation = default);
}

/// <summary>What one look found.</summary>
/// <param name="Rows">Wanted events, in the order of the feed; all of them settled.</param>
/// <param name="Cursor">Behind all that was looked at.</param>
/// <param name="IsEnd">All that is settled, or all of the day, has been looked at.</param>
public sealed record EventLook(IReadOnlyList<FeedRow> Rows, string Cursor, bool IsEnd);

/// <summary>A day that has been closed: a stretch of the feed that can't gain, lose or change an event.</summary>
/// <param name="Day">Which.</param>
/// <param name="After">Cursor behind the day before.</param>
/// <param name="UpTo">Cursor behind its last event.</param>
public sealed record EventDay(DateOnly Day, string After, string UpTo);
