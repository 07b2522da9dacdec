using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Events;

/// <summary>The events of all numbers in one order: transaction, then position. A late commit is never skipped, since a cursor never passes the oldest transaction still open (trap 13).</summary>
internal sealed class EventFeed(Dialect dialect)
{
    /// <summary>Behind everything that is settled now.</summary>
    public async Task<string> End(CancellationToken cancellation) => Before(await Horizon(cancellation)).ToString();

    public async Task<FeedPage> Read(IReadOnlyList<string> types, string? afterCursor, string? platform, int limit, CancellationToken cancellation)
    {
        var after = FeedCursor.Parse(afterCursor, nameof(afterCursor));
        // Before the rows: what is below it now has been committed and stands in the rows that are read next.
        var horizon = await Horizon(cancellation);
        var rows = await dialect.Query(
            new($"""
                select {dialect.Top} e.number, e.sequence, e.at, e.generation, e.type, e.actor, e.cause, e.data, e.xid, e.position from number_events e
                where {dialect.After("e")} and {dialect.In("e.type", "@types")} {(platform is null ? "" : Bound)}
                order by e.xid, e.position {dialect.Limit}
                """,
                [("transaction", after.Transaction), ("position", after.Position), ("types", types.ToArray()), ("limit", limit),
                 .. platform is null ? [] : new (string, object?)[] { ("platform", platform) }]),
            r => (Number: r.Text(0), Event: new EventRow(r.Long(1), r.Instant(2), r.Integer(3), r.Text(4), r.Text(5), r.Text(6), r.Text(7)), Cursor: r.Cursor(8, 9)), cancellation);
        var settled = rows.FindLastIndex(r => r.Cursor.Transaction < horizon);
        var next = rows.Count < limit ? Before(horizon) : settled >= 0 ? rows[settled].Cursor : after;
        return new([.. rows.Select(r => new FeedRow(r.Number, r.Event, r.Cursor.ToString(), r.Cursor.Transaction < horizon))], Later(after, next).ToString());
    }

    /// <summary>The platform had an account on the number, in that tenure, when it happened: a short walk over the number's own history.</summary>
    private string Bound =>
        $"""
        and exists (
            select 1 from number_events b
            where b.number = e.number and b.generation = e.generation and b.sequence < e.sequence and b.type = 'bindingRegistered'
              and {dialect.JsonText("b.data", "binding", "platform")} = @platform
              and not exists (
                  select 1 from number_events r
                  where r.number = b.number and r.sequence > b.sequence and r.sequence < e.sequence and r.type = 'bindingRemoved'
                    and {dialect.JsonText("r.data", "bindingId")} = {dialect.JsonText("b.data", "binding", "id")}))
        """;

    private static FeedCursor Before(ulong horizon) => new(horizon - 1, long.MaxValue);

    private static FeedCursor Later(FeedCursor a, FeedCursor b) => (a.Transaction, a.Position).CompareTo((b.Transaction, b.Position)) >= 0 ? a : b;

    private async Task<ulong> Horizon(CancellationToken cancellation) =>
        (await dialect.Query(new($"select {dialect.Horizon}"), static r => r.Transaction(0), cancellation)).SingleOrDefault();
}
