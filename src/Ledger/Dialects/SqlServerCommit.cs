using System.Text;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>
/// A whole batch as one round trip and one transaction. What follows from a number's row is written only for numbers in <c>@won</c>: those whose expected version
/// met, and whose command had not been written before. Rows come as JSON; a list that is empty has no statement.
/// </summary>
internal sealed class SqlServerCommit
{
    private const string Binary = SqlServer.Binary;

    private const string NumberRows =
        """
        with (number nvarchar(32) '$.number', expected bigint '$.expected', state nvarchar(max) '$.state', phase nvarchar(max) '$.phase', carrier nvarchar(max) '$.carrier',
            generation int '$.generation', wake_shard smallint '$.wake_shard', wake_at datetimeoffset(6) '$.wake_at', changed_at datetimeoffset(6) '$.changed_at', command_id nvarchar(200) '$.command_id',
            facts_sequence bigint '$.facts_sequence', covered_since datetimeoffset(6) '$.covered_since', tenure_since datetimeoffset(6) '$.tenure_since',
            chain_sequence bigint '$.chain_sequence', chain_hash nvarchar(64) '$.chain_hash') i
        """;

    private readonly StringBuilder _sql = new(8192);
    private readonly List<(string Name, object? Value)> _parameters = [];

    /// <exception cref="ArgumentException">A key is too long. Nothing was sent.</exception>
    public static SqlServerBatch Compose(IReadOnlyList<NumberCommit> batch)
    {
        var commit = new SqlServerCommit();
        commit.Write(batch);
        return new(commit._sql.ToString(), commit._parameters);
    }

    private void Write(IReadOnlyList<NumberCommit> batch)
    {
        foreach (var commit in batch)
        {
            SqlServerKeys.Check(commit);
        }

        _sql.Append(SqlServerText.Begin).Append($"declare @won table (number nvarchar(32) {Binary} not null primary key);\n");
        Add("changed", batch.Where(static c => c.ExpectedVersion > 0).Select(Row),
            $"""
            update n
            set version = n.version + 1, state = i.state, phase = i.phase, carrier = i.carrier, generation = i.generation, wake_at = i.wake_at, changed_at = i.changed_at,
                facts_version = case when i.facts_sequence is not null then n.version + 1 end, facts_sequence = i.facts_sequence, covered_since = i.covered_since, tenure_since = i.tenure_since,
                chain_sequence = case when i.chain_sequence > 0 then i.chain_sequence else n.chain_sequence end, chain_hash = coalesce({SqlServerText.Hash("i.chain_hash")}, n.chain_hash)
            output inserted.number into @won (number)
            from numbers n inner join openjson(@changed) {NumberRows} on n.number = i.number {Binary}
            where n.version = i.expected
              and not exists (select 1 from number_commands k where k.number = n.number and k.command_id = i.command_id {Binary});
            """);
        Add("added", batch.Where(static c => c.ExpectedVersion == 0).Select(Row),
            $"""
            insert into numbers (number, version, state, phase, carrier, generation, wake_shard, wake_at, changed_at, facts_version, facts_sequence, covered_since, tenure_since, chain_sequence, chain_hash)
            output inserted.number into @won (number)
            select i.number, 1, i.state, i.phase, i.carrier, i.generation, i.wake_shard, i.wake_at, i.changed_at,
                case when i.facts_sequence is not null then 1 end, i.facts_sequence, i.covered_since, i.tenure_since, i.chain_sequence, {SqlServerText.Hash("i.chain_hash")}
            from openjson(@added) {NumberRows}
            where not exists (select 1 from numbers n where n.number = i.number {Binary})
              and not exists (select 1 from number_commands k where k.number = i.number {Binary} and k.command_id = i.command_id {Binary});
            """);
        Commands(batch);
        if (batch.Any(static c => c.Events.Length + c.Deliveries.Length + c.Unbindings.Length + c.Cases.Length > 0))
        {
            _sql.Append(SqlServerText.TakeTurn);
            Events(batch);
            Deliveries(batch);
            Unbindings(batch);
            Cases(batch);
        }

        Forgotten(batch);
        _sql.Append("commit transaction;\nselect w.number from @won w;");
    }

    private static object Row(NumberCommit c) => new
    {
        number = c.Number,
        expected = c.ExpectedVersion,
        state = c.State,
        phase = c.Phase,
        carrier = c.Carrier,
        generation = c.Generation,
        wake_shard = WakeShard.Of(c.Number),
        wake_at = SqlServerText.Instant(c.WakeAt),
        changed_at = SqlServerText.Instant(c.At),
        command_id = c.Command?.Id,
        facts_sequence = c.Facts?.Sequence,
        covered_since = SqlServerText.Instant(c.Facts?.CoveredSince),
        tenure_since = SqlServerText.Instant(c.Facts?.TenureSince),
        chain_sequence = c.Chain()?.Sequence ?? 0,
        chain_hash = c.Chain()?.Hash.ToString(),
    };

    private void Commands(IReadOnlyList<NumberCommit> batch) => Add(
        "commands",
        batch.Where(static c => c.Command is not null).Select(static c => (c.Number, Command: c.Command!)).Select(static r => new
        {
            number = r.Number,
            command_id = r.Command.Id,
            fingerprint = r.Command.Fingerprint,
            generation = r.Command.Generation,
            at = SqlServerText.Instant(r.Command.At),
            answer = r.Command.Answer,
        }),
        $"""
        insert into number_commands (number, command_id, fingerprint, generation, at, answer, answered)
        select i.number, i.command_id, i.fingerprint, i.generation, i.at, i.answer, case when i.answer is null then 0 else 1 end
        from openjson(@commands) with (number nvarchar(32) '$.number', command_id nvarchar(200) '$.command_id', fingerprint nvarchar(max) '$.fingerprint', generation int '$.generation',
            at datetimeoffset(6) '$.at', answer nvarchar(max) '$.answer') i
        inner join @won w on w.number = i.number {Binary};
        """);

    private void Events(IReadOnlyList<NumberCommit> batch) => Add(
        "events",
        batch.SelectMany(static c => c.HashedEvents()).Select(static (r, place) => new
        {
            place,
            number = r.Number,
            sequence = r.Event.Sequence,
            at = SqlServerText.Instant(r.Event.At),
            generation = r.Event.Generation,
            type = r.Event.Type,
            actor = r.Event.Actor,
            cause = r.Event.Cause,
            data = r.Event.Data,
            hash = r.Hash?.ToString(),
        }),
        $"""
        insert into number_events (xid, number, sequence, at, generation, type, actor, cause, data, hash)
        select {SqlServerText.Turn}, i.number, i.sequence, i.at, i.generation, i.type, i.actor, i.cause, i.data, {SqlServerText.Hash("i.hash")}
        from openjson(@events) with (place int '$.place', number nvarchar(32) '$.number', sequence bigint '$.sequence', at datetimeoffset(6) '$.at', generation int '$.generation',
            type nvarchar(max) '$.type', actor nvarchar(max) '$.actor', cause nvarchar(max) '$.cause', data nvarchar(max) '$.data', hash nvarchar(64) '$.hash') i
        inner join @won w on w.number = i.number {Binary}
        order by i.place;
        """);

    // Sorted, so that positions are drawn in the order in which the commit asks for them.
    private void Deliveries(IReadOnlyList<NumberCommit> batch) => Add(
        "deliveries",
        batch.SelectMany(static c => c.Deliveries.DistinctBy(static d => d.Id, StringComparer.Ordinal), static (c, d) => (Commit: c, New: d)).Select(static (r, place) => new
        {
            place,
            number = r.Commit.Number,
            id = r.New.Id,
            lane = r.New.Lane,
            wake_shard = WakeShard.Of(r.New.Lane),
            destination = r.New.Destination,
            generation = r.New.Generation,
            kind = r.New.Kind,
            body = r.New.Body,
            created_at = SqlServerText.Instant(r.Commit.At),
            next_attempt = SqlServerText.Instant(r.New.At),
        }),
        $"""
        insert into deliveries (xid, number, id, lane, wake_shard, destination, generation, kind, body, state, created_at, next_attempt, attempts)
        select {SqlServerText.Turn}, i.number, i.id, i.lane, i.wake_shard, i.destination, i.generation, i.kind, i.body, {DeliveryLanes.StateAtBirth($"i.destination {Binary}", $"i.number {Binary}")}, i.created_at, i.next_attempt, 0
        from openjson(@deliveries) with (place int '$.place', number nvarchar(32) '$.number', id nvarchar(200) '$.id', lane nvarchar(200) '$.lane', wake_shard smallint '$.wake_shard',
            destination nvarchar(200) '$.destination', generation int '$.generation', kind nvarchar(max) '$.kind', body nvarchar(max) '$.body',
            created_at datetimeoffset(6) '$.created_at', next_attempt datetimeoffset(6) '$.next_attempt') i
        inner join @won w on w.number = i.number {Binary}
        where not exists (select 1 from deliveries d where d.id = i.id {Binary})
        order by i.place;
        """);

    private void Unbindings(IReadOnlyList<NumberCommit> batch)
    {
        const string Rows =
            """
            with (place int '$.place', number nvarchar(32) '$.number', id nvarchar(200) '$.id', party nvarchar(200) '$.party', account nvarchar(max) '$.account', generation int '$.generation',
                state nvarchar(max) '$.state', is_open bit '$.is_open', reason nvarchar(max) '$.reason', urgency nvarchar(max) '$.urgency',
                requested_at datetimeoffset(6) '$.requested_at', deadline datetimeoffset(6) '$.deadline') i
            """;
        Add(
            "unbindings",
            batch.SelectMany(static c => c.UnbindingsToKeep(), static (c, u) => (c.Number, Row: u)).Select(static (r, place) => new
            {
                place,
                number = r.Number,
                id = r.Row.Id,
                party = r.Row.Party,
                account = r.Row.Account,
                generation = r.Row.Generation,
                state = r.Row.State,
                is_open = r.Row.Open ? 1 : 0,
                reason = r.Row.Reason,
                urgency = r.Row.Urgency,
                requested_at = SqlServerText.Instant(r.Row.RequestedAt),
                deadline = SqlServerText.Instant(r.Row.Deadline),
            }),
            $"""
            update u
            set party = i.party, account = i.account, generation = i.generation, state = i.state, [open] = i.is_open, reason = i.reason, urgency = i.urgency,
                requested_at = i.requested_at, deadline = i.deadline
            from unbindings u
            inner join openjson(@unbindings) {Rows} on u.id = i.id {Binary} and u.number = i.number {Binary}
            inner join @won w on w.number = u.number;
            insert into unbindings (xid, number, id, party, account, generation, state, [open], reason, urgency, requested_at, deadline)
            select {SqlServerText.Turn}, i.number, i.id, i.party, i.account, i.generation, i.state, i.is_open, i.reason, i.urgency, i.requested_at, i.deadline
            from openjson(@unbindings) {Rows}
            inner join @won w on w.number = i.number {Binary}
            where not exists (select 1 from unbindings u where u.id = i.id {Binary})
            order by i.place;
            """);
    }

    private void Cases(IReadOnlyList<NumberCommit> batch)
    {
        const string Rows =
            """
            with (place int '$.place', number nvarchar(32) '$.number', id nvarchar(200) '$.id', party nvarchar(200) '$.party', generation int '$.generation', kind nvarchar(40) '$.kind', state nvarchar(40) '$.state',
                is_open bit '$.is_open', opened_at datetimeoffset(6) '$.opened_at', deadline datetimeoffset(6) '$.deadline', closed_at datetimeoffset(6) '$.closed_at', sender nvarchar(200) '$.sender', data nvarchar(max) '$.data') i
            """;
        Add(
            "cases",
            batch.SelectMany(static c => c.Cases).Select(static (r, place) => new
            {
                place,
                number = r.Number,
                id = r.Id,
                party = r.Party,
                generation = r.Generation,
                kind = r.Kind,
                state = r.State,
                is_open = r.Open ? 1 : 0,
                opened_at = SqlServerText.Instant(r.OpenedAt),
                deadline = SqlServerText.Instant(r.Deadline),
                closed_at = SqlServerText.Instant(r.ClosedAt),
                sender = r.Sender,
                data = r.Data,
            }),
            $"""
            update c
            set xid = case when c.party = i.party {Binary} and c.is_open = i.is_open then c.xid else {SqlServerText.Turn} end,
                party = i.party, generation = i.generation, state = i.state, is_open = i.is_open, deadline = i.deadline, closed_at = i.closed_at, data = i.data
            from cases c
            inner join openjson(@cases) {Rows} on c.id = i.id {Binary} and c.number = i.number {Binary}
            inner join @won w on w.number = c.number;
            insert into cases (xid, number, id, party, generation, kind, state, is_open, opened_at, deadline, closed_at, sender, data)
            select {SqlServerText.Turn}, i.number, i.id, i.party, i.generation, i.kind, i.state, i.is_open, i.opened_at, i.deadline, i.closed_at, i.sender, i.data
            from openjson(@cases) {Rows}
            inner join @won w on w.number = i.number {Binary}
            where not exists (select 1 from cases c where c.id = i.id {Binary})
            order by i.place;
            """);
    }

    private void Forgotten(IReadOnlyList<NumberCommit> batch) => Add(
        "forgotten",
        batch.SelectMany(static c => c.ForgottenUnbindings.Where(static id => id.Length <= SqlServerKeys.Name), static (c, id) => new { number = c.Number, id }),
        $"""
        delete from unbindings
        where id in (
            select i.id {Binary} from openjson(@forgotten) with (number nvarchar(32) '$.number', id nvarchar(200) '$.id') i
            inner join @won w on w.number = i.number {Binary}
            where w.number = unbindings.number);
        """);

    private void Add<T>(string parameter, IEnumerable<T> rows, string sql)
    {
        var written = rows.ToList();
        if (written.Count > 0)
        {
            _parameters.Add((parameter, SqlServerText.Json(written)));
            _sql.Append(sql).Append('\n');
        }
    }
}
