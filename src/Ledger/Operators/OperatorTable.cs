using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Operators;

internal sealed class OperatorTable(Dialect dialect) : IOperatorLedger
{
    private const string Frozen = "f.number, f.until, f.is_held, f.hold_limit, f.is_clear";
    private const string Acts = "a.id, a.position, a.at, a.operator, a.client, a.act, a.number, a.subject, a.reason, a.outcome";

    public async Task<IReadOnlyList<FrozenNumber>> ReadHeld(FrozenNumber? after, int limit, CancellationToken cancellation = default) => await dialect.Query(
        new($"""
            select {dialect.Top} {Frozen} from freezes f
            where {dialect.IsTrue("f.is_held")} and f.until >= @until and (f.until > @until or f.number > @number)
            order by f.until, f.number {dialect.Limit}
            """, ("until", after?.Until ?? DateTimeOffset.UnixEpoch), ("number", after?.Number ?? ""), ("limit", limit)), ReadFrozen, cancellation);

    public async Task<IReadOnlyList<FrozenNumber>> ReadLeaving(int day, FrozenNumber? after, int limit, CancellationToken cancellation = default)
    {
        var rows = new List<FrozenNumber>();
        if (after is not { IsClear: true })
        {
            rows.AddRange(await Leaving(day, clear: false, after?.Number ?? "", limit, cancellation));
        }

        if (rows.Count < limit)
        {
            rows.AddRange(await Leaving(day, clear: true, after is { IsClear: true } ? after.Number : "", limit - rows.Count, cancellation));
        }

        return rows;
    }

    public async Task<IReadOnlyList<UnbindingRow>> ReadOverdue(string? party, DateTimeOffset now, UnbindingRow? after, int limit, CancellationToken cancellation = default)
    {
        var ofParty = party is null ? "" : "and u.party = @party";
        return await dialect.Query(
            new($"""
                select {dialect.Top} {UnbindingTable.ColumnsOf(dialect)} from unbindings u
                where {dialect.IsTrue($"u.{dialect.Open}")} {ofParty} and u.deadline < @now and u.deadline >= @deadline and (u.deadline > @deadline or u.id > @id)
                order by u.deadline, u.id {dialect.Limit}
                """,
                [.. party is null ? [] : new (string, object?)[] { ("party", party) }, ("now", now), ("deadline", after?.Deadline ?? DateTimeOffset.UnixEpoch), ("id", after?.Id ?? ""), ("limit", limit)]),
            UnbindingTable.Read, cancellation);
    }

    public async Task<IReadOnlyList<DeliveryRow>> ReadDeliveriesOf(string number, IReadOnlyList<string> destinations, int limit, CancellationToken cancellation = default)
    {
        var open = await dialect.Query(
            new($"""
                select {dialect.Top} {DeliveryColumns.All} from deliveries d
                where d.state = {(int)DeliveryState.Open} and {dialect.In("d.destination", "@destinations")} and d.number = @number order by d.position {dialect.Limit}
                """, ("destinations", destinations.Distinct(StringComparer.Ordinal).ToArray()), ("number", number), ("limit", limit)), DeliveryColumns.Read, cancellation);
        var aside = await dialect.Query(
            new($"""
                select {dialect.Top} {DeliveryColumns.All} from deliveries d
                where d.state <> {(int)DeliveryState.Open} and d.number = @number order by d.position desc {dialect.Limit}
                """, ("number", number), ("limit", limit)), DeliveryColumns.Read, cancellation);
        return [.. open.Concat(aside).OrderByDescending(static d => d.CreatedAt).ThenBy(static d => d.Id, StringComparer.Ordinal).Take(limit)];
    }

    public async Task<DeliveryRow?> RetryDelivery(string id, DateTimeOffset now, CancellationToken cancellation = default) =>
        (await dialect.Change(new(dialect.UpdateDeliveries("next_attempt = @now", $"id = @id and state = {(int)DeliveryState.Open}"), ("now", now), ("id", id)), DeliveryColumns.Read, cancellation)).SingleOrDefault();

    public async Task<bool> NoteLooked(string number, string by, string why, DateTimeOffset at, CancellationToken cancellation = default) =>
        await dialect.Execute(
            new("update stuck_numbers set looked_at = @at, looked_by = @by, looked_why = @why where number = @number", ("at", at), ("by", by), ("why", why), ("number", number)), cancellation) == 1;

    public async Task<bool> BeginAct(OperatorAct act, CancellationToken cancellation = default)
    {
        try
        {
            return await dialect.Execute(
                new($"""
                    insert into operator_acts (id, at, operator, client, act, number, subject, reason, outcome)
                    values (@id, @at, @operator, @client, @act, @number, @subject, @reason, @outcome)
                    {dialect.OnTaken("id")}
                    """,
                    ("id", act.Id), ("at", act.At), ("operator", act.Operator), ("client", act.Client), ("act", act.Act),
                    ("number", act.Number), ("subject", act.Subject), ("reason", act.Reason), ("outcome", act.Outcome)), cancellation) == 1;
        }
        catch (LedgerRejectedException) when (dialect.OnTaken("id").Length == 0)
        {
            return false;
        }
    }

    public async Task<OperatorAct?> FindAct(string id, CancellationToken cancellation = default) =>
        (await dialect.Query(new($"select {Acts} from operator_acts a where a.id = @id", ("id", id)), ReadAct, cancellation)).SingleOrDefault();

    public Task EndAct(string id, string outcome, CancellationToken cancellation = default) =>
        dialect.Execute(new("update operator_acts set outcome = @outcome where id = @id", ("outcome", outcome), ("id", id)), cancellation);

    public async Task<IReadOnlyList<OperatorAct>> ReadActs(string? number, long? before, int limit, CancellationToken cancellation = default)
    {
        var ofNumber = number is null ? "" : "and a.number = @number";
        return await dialect.Query(
            new($"select {dialect.Top} {Acts} from operator_acts a where a.position < @before {ofNumber} order by a.position desc {dialect.Limit}",
                [.. number is null ? [] : new (string, object?)[] { ("number", number) }, ("before", before ?? long.MaxValue), ("limit", limit)]),
            ReadAct, cancellation);
    }

    private async Task<IReadOnlyList<FrozenNumber>> Leaving(int day, bool clear, string after, int limit, CancellationToken cancellation)
    {
        var isClear = dialect.IsTrue("f.is_clear");
        return await dialect.Query(
            new($"""
                select {dialect.Top} {Frozen} from freezes f
                where not ({dialect.IsTrue("f.is_held")}) and f.day = @day and {(clear ? isClear : $"not ({isClear})")} and f.number > @after
                order by f.number {dialect.Limit}
                """, ("day", day), ("after", after), ("limit", limit)), ReadFrozen, cancellation);
    }

    private static OperatorAct ReadAct(Row r) => new()
    {
        Id = r.Text(0),
        Position = r.Long(1),
        At = r.Instant(2),
        Operator = r.Text(3),
        Client = r.Text(4),
        Act = r.Text(5),
        Number = r.Text(6),
        Subject = r.Text(7),
        Reason = r.Text(8),
        Outcome = r.Text(9),
    };

    private static FrozenNumber ReadFrozen(Row r) => new(r.Text(0), r.Instant(1), r.Flag(2), r.InstantOrNull(3), r.Flag(4));
}
