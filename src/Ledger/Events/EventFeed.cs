using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Events;

/// <summary>The events of all numbers in one order: transaction, then position. A late commit is never skipped, since a cursor never passes the oldest transaction still open (trap 13).</summary>
internal sealed class EventFeed(Dialect dialect)
{
    /// <summary>Behind everything that is settled now.</summary>
    public async Task<string> End(CancellationToken cancellation) => Before(await Horizon(dialect, cancellation)).ToString();

    public async Task<FeedPage> Read(IReadOnlyList<string> types, string? afterCursor, int limit, CancellationToken cancellation)
    {
        var after = FeedCursor.Parse(afterCursor, nameof(afterCursor));
        // Before the rows: what is below it now has been committed and stands in the rows that are read next.
        var horizon = await Horizon(dialect, cancellation);
        var rows = await dialect.Query(
            new($"""
                select {dialect.Top} e.number, e.sequence, e.at, e.generation, e.type, e.actor, e.cause, e.data, e.xid, e.position from number_events e
                where {dialect.After("e")} and {dialect.In("e.type", "@types")}
                order by e.xid, e.position {dialect.Limit}
                """,
                [("transaction", after.Transaction), ("position", after.Position), ("types", types.ToArray()), ("limit", limit)]),
            r => (Number: r.Text(0), Event: new EventRow(r.Long(1), r.Instant(2), r.Integer(3), r.Text(4), r.Text(5), r.Text(6), r.Text(7)), Cursor: r.Cursor(8, 9)), cancellation);
        var settled = rows.FindLastIndex(r => r.Cursor.Transaction < horizon);
        var next = rows.Count < limit ? Before(horizon) : settled >= 0 ? rows[settled].Cursor : after;
        return new([.. rows.Select(r => new FeedRow(r.Number, r.Event, r.Cursor.ToString(), r.Cursor.Transaction < horizon))], Later(after, next).ToString());
    }

    /// <summary>The cursor behind everything below a horizon.</summary>
    public static FeedCursor Before(ulong horizon) => new(horizon - 1, long.MaxValue);

    public static FeedCursor Later(FeedCursor a, FeedCursor b) => (a.Transaction, a.Position).CompareTo((b.Transaction, b.Position)) >= 0 ? a : b;

    public static async Task<ulong> Horizon(Dialect dialect, CancellationToken cancellation) =>
        (await dialect.Query(new($"select {dialect.Horizon}"), static r => r.Transaction(0), cancellation)).SingleOrDefault();
}
