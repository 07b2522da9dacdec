using System.Globalization;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Deliveries;

/// <summary>What is read along a cursor: deliveries to pull, and dead ones.</summary>
internal sealed class DeliveryFeed(Dialect dialect, TimeProvider time)
{
    public async Task<DeliveryRow?> Find(string id, CancellationToken cancellation)
    {
        var rows = await dialect.Query(new($"select {DeliveryColumns.All} from deliveries d where d.id = @id", ("id", id)), DeliveryColumns.Read, cancellation);
        return rows.SingleOrDefault();
    }

    public async Task<IReadOnlyList<DeliveryRow>> Read(string? destination, IReadOnlyList<DeliveryState> states, string? afterCursor, int limit, CancellationToken cancellation)
    {
        var after = FeedCursor.Parse(afterCursor, nameof(afterCursor));
        if (states.Count == 0)
        {
            return [];
        }

        // States stand in the text as literals, or no partial index could serve.
        var wanted = string.Join(", ", states.Distinct().Select(static s => ((int)s).ToString(CultureInfo.InvariantCulture)));
        var notOpen = states.Contains(DeliveryState.Open) ? "" : "and d.state <> 0";
        var ofDestination = destination is null ? "" : "and d.destination = @destination";
        return await dialect.Query(
            new($"""
                select {dialect.Top} {DeliveryColumns.All} from deliveries d
                where d.state in ({wanted}) {notOpen} {ofDestination}
                  and {dialect.After("d")} and {dialect.Settled("d.xid")}
                order by d.xid, d.position {dialect.Limit}
                """, [.. destination is null ? [] : new (string, object?)[] { ("destination", destination) }, ("transaction", after.Transaction), ("position", after.Position), ("limit", limit)]),
            DeliveryColumns.Read, cancellation);
    }

    /// <summary>Rows keep their place in the feed, so that a consumer can go back to an earlier cursor.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> Acknowledge(string destination, string upToCursor, int limit, CancellationToken cancellation)
    {
        var upTo = FeedCursor.Parse(upToCursor ?? throw new InvalidCursorException(nameof(upToCursor)), nameof(upToCursor));
        var rows = await dialect.Change(
            new(dialect.UpdateDeliveries(
                $"state = {(int)DeliveryState.Acknowledged}, acknowledged_at = @now",
                $"""
                {dialect.Still($"state = {(int)DeliveryState.Pull}")} id in (
                    select {dialect.Top} p.id from deliveries p
                    where p.destination = @destination and p.state <> 0 and p.state = {(int)DeliveryState.Pull}
                      and {dialect.UpTo("p")} and {dialect.Settled("p.xid")}
                    order by p.xid, p.position {dialect.Limit} {dialect.ForUpdate})
                """),
                ("destination", destination), ("now", time.GetUtcNow()), ("transaction", upTo.Transaction), ("position", upTo.Position), ("limit", limit)),
            static r => (Cursor: r.Cursor(1, 2), Row: DeliveryColumns.Read(r)), cancellation);
        return [.. rows.OrderBy(static r => (r.Cursor.Transaction, r.Cursor.Position)).Select(static r => r.Row)];
    }

    public async Task<int> ForgetAcknowledged(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        await dialect.Execute(
            new($"""
                delete from deliveries
                where id in (
                    select {dialect.Top} id from deliveries where state = {(int)DeliveryState.Acknowledged} and acknowledged_at < @before
                    order by acknowledged_at {dialect.Limit} {dialect.ForUpdateSkipLocked})
                """, ("before", before), ("limit", limit)), cancellation);

    public async Task<int> ForgetUndelivered(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        await dialect.Execute(
            new($"""
                delete from deliveries
                where id in (
                    select {dialect.Top} id from deliveries where state in ({(int)DeliveryState.Pull}, {(int)DeliveryState.Dead}) and created_at < @before
                    order by created_at {dialect.Limit} {dialect.ForUpdateSkipLocked})
                """, ("before", before), ("limit", limit)), cancellation);
}
