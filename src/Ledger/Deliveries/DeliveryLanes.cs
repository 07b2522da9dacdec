using System.Text.Json;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Deliveries;

/// <summary>What lanes send: deliveries that are open.</summary>
internal sealed class DeliveryLanes(Dialect dialect)
{
    /// <summary>
    /// The state in which a row of a commit is written: parked where its destination pulls, so that it touches no index of what is due. Not while an older one of the number is open there: it would be parked later, and stand behind this one.
    /// </summary>
    internal static string StateAtBirth(string destination, string number) =>
        $"""
        case when exists (select 1 from pulling p where p.destination = {destination})
            and not exists (select 1 from deliveries e where e.state = {(int)DeliveryState.Open} and e.destination = {destination} and e.number = {number}) then {(int)DeliveryState.Pull} else {(int)DeliveryState.Open} end
        """;

    // Parking a destination that has millions open must not be one statement that outlives its timeout.
    private const int Chunk = 2_000;

    public async Task<IReadOnlyList<string>> ReadDueLanes(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await dialect.Query(
            new(dialect.DueLanes, ("shards", shards.Distinct().ToArray()), ("now", now), ("limit", limit)),
            static r => r.Text(0), cancellation);

    /// <summary>In two halves, so that each comes in the index's order and ends at the limit, however much is due. Shard 0 too: silos of the release before, while both run, write none.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> ReadDueDeliveries(string lane, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await dialect.Query(
            new($"""
                select {dialect.Top} {DeliveryColumns.All} from (
                    select {DeliveryColumns.All} from ({Due("d.wake_shard = @shard")}) own
                    union all
                    select {DeliveryColumns.All} from ({Due("d.wake_shard = 0 and @shard <> 0")}) earlier) due
                order by next_attempt, position {dialect.Limit}
                """, ("shard", WakeShard.Of(lane)), ("lane", lane), ("now", now), ("limit", limit)),
            DeliveryColumns.Read, cancellation);

    /// <summary>One delivery that belongs to no commit.</summary>
    public Task<int> Enqueue(NewDelivery delivery, string number, DateTimeOffset at, CancellationToken cancellation) =>
        dialect.Execute(
            new($"""
                insert into deliveries (xid, id, lane, wake_shard, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
                select {dialect.CurrentTransaction}, @id, @lane, @shard, @destination, @number, @generation, @kind, @body, {(int)DeliveryState.Open}, @at, @due, 0
                where not exists (select 1 from deliveries d where d.id = @id)
                {dialect.OnTaken("id")}
                """,
                ("id", delivery.Id), ("lane", delivery.Lane), ("shard", WakeShard.Of(delivery.Lane)), ("destination", delivery.Destination), ("number", number), ("generation", delivery.Generation),
                ("kind", delivery.Kind), ("body", delivery.Body), ("at", at), ("due", delivery.At)), cancellation);

    public async Task Settle(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        if (ids.Count > 0)
        {
            await dialect.Execute(new($"delete from deliveries where {dialect.In("id", "@ids")}", ("ids", ids.ToArray())), cancellation);
        }
    }

    /// <summary>Only open rows change: what has been parked or settled meanwhile stays so. A row that dies enters the feed of the dead at its end.</summary>
    public async Task Record(IReadOnlyList<DeliveryAttempt> attempts, CancellationToken cancellation)
    {
        if (attempts.FirstOrDefault(static a => a.State is not (DeliveryState.Open or DeliveryState.Dead)) is { } wrong)
        {
            throw new ArgumentException($"An attempt leaves a delivery open or dead, not {wrong.State}.", nameof(attempts));
        }

        if (attempts.Count == 0)
        {
            return;
        }

        var rows = attempts.GroupBy(static a => a.Id, StringComparer.Ordinal).Select(static same => same.Last()).OrderBy(static a => a.Id, StringComparer.Ordinal).Select(a => new
        {
            id = StorableText.Clean(a.Id, int.MaxValue),
            state = (int)a.State,
            attempts = a.Attempts,
            next_attempt = dialect.StoredInstant(a.NextAttempt),
            last_status = a.LastStatus,
            last_error = StorableText.Clean(a.LastError, 500),
        });
        await dialect.Execute(
            new($"""
                update deliveries
                set state = a.state, attempts = a.attempts, last_status = a.last_status, last_error = a.last_error,
                    next_attempt = case when a.state = {(int)DeliveryState.Dead} then deliveries.next_attempt else a.next_attempt end,
                    xid = case when a.state = {(int)DeliveryState.Dead} then {dialect.CurrentTransaction} else deliveries.xid end
                from {dialect.AttemptRows} a
                where deliveries.id = a.id and deliveries.state = 0
                """, ("rows", JsonSerializer.Serialize(rows))), cancellation);
    }

    /// <summary>Rows enter the pull feed at its end, stamped anew: a reader may long have passed the place where they were first written. Each lane parks its own, so that none waits for another's rows.</summary>
    public Task<int> ParkForPull(string destination, string? lane, CancellationToken cancellation) =>
        InChunks(() => dialect.Execute(
            new($"""
                update deliveries set state = {(int)DeliveryState.Pull}, xid = {dialect.CurrentTransaction}
                where {dialect.Still("state = 0")} id in (
                    select {dialect.Top} id from deliveries where destination = @destination and state = 0 {(lane is null ? "" : "and lane = @lane")} order by number, position {dialect.Limit} {dialect.ForUpdate})
                """, [.. lane is null ? [] : new (string, object?)[] { ("lane", lane) }, ("destination", destination), ("limit", Chunk)]), cancellation));

    public Task BeginPulling(string destination, CancellationToken cancellation) =>
        dialect.Execute(
            new($"""
                insert into pulling (destination) select @destination
                where not exists (select 1 from pulling p where p.destination = @destination)
                {dialect.OnTaken("destination")}
                """, ("destination", destination)), cancellation);

    public async Task<bool> IsPulling(string destination, CancellationToken cancellation) =>
        (await dialect.Query(new("select destination from pulling where destination = @destination", ("destination", destination)), static r => r.Text(0), cancellation)).Count > 0;

    public async Task<int> OpenParked(string destination, DateTimeOffset now, CancellationToken cancellation)
    {
        await dialect.Execute(new("delete from pulling where destination = @destination", ("destination", destination)), cancellation);
        return await InChunks(() => dialect.Execute(
            new($"""
                update deliveries set state = 0, next_attempt = @now, attempts = 0
                where {dialect.Still($"state = {(int)DeliveryState.Pull}")} id in (
                    select {dialect.Top} id from deliveries where destination = @destination and state <> 0 and state = {(int)DeliveryState.Pull}
                    order by xid, position {dialect.Limit} {dialect.ForUpdate})
                """, ("destination", destination), ("now", now), ("limit", Chunk)), cancellation));
    }

    public async Task<bool> Replay(string id, string? destination, DateTimeOffset now, CancellationToken cancellation) =>
        await dialect.Execute(
            new($"""
                update deliveries set state = 0, attempts = 0, next_attempt = @now
                where id = @id and state = {(int)DeliveryState.Dead} {(destination is null ? "" : "and destination = @destination")}
                """, [.. destination is null ? [] : new (string, object?)[] { ("destination", destination) }, ("id", id), ("now", now)]), cancellation) == 1;

    private string Due(string shard) => $"""
        select {dialect.Top} {DeliveryColumns.All} from deliveries d
        where d.state = 0 and {shard} and d.lane = @lane and d.next_attempt <= @now
            and not exists (select 1 from deliveries e where e.state = 0 and e.destination = d.destination and e.number = d.number and e.position < d.position)
        order by d.next_attempt, d.position {dialect.Limit}
        """;

    private static async Task<int> InChunks(Func<Task<int>> chunk)
    {
        for (var total = 0; ;)
        {
            var changed = await chunk();
            total += changed;
            if (changed < Chunk)
            {
                return total;
            }
        }
    }
}
