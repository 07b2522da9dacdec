using System.Data.Common;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>
/// SQL Server 2019 or later, or a server that speaks the core of T-SQL. Unverified: no engine could be had where this was written. Why it is as it is: docs/decisions/0006-sql-server.md.
/// </summary>
internal sealed class SqlServer(SqlServerSession session) : Dialect
{
    /// <summary>Keys are compared unit by unit, as on every other database, whatever the database's own collation is.</summary>
    internal const string Binary = "collate Latin1_General_100_BIN2";

    public SqlServer(LedgerOptions options)
        : this(new SqlServerSession(SqlServerSession.ConnectionString(options)))
    {
    }

    public override int MaxWriters => int.MaxValue;

    public override string CurrentTransaction => SqlServerText.Turn;

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    public override string Top => "top (@limit)";

    public override string Limit => "";

    public override string Open => "[open]";

    public override string DueNumbers =>
        """
        select top (@limit) n.number, n.wake_at from numbers n
        where n.wake_shard in (select i.shard from openjson(@shards) with (shard smallint '$.shard') i) and n.wake_at is not null and n.wake_at <= @now
        order by n.wake_at, n.number
        """;

    // T-SQL allows no subquery in the stepping part of a recursion: this reads what is due in the shards, and costs as much as that.
    public override string DueLanes =>
        """
        select top (@limit) d.lane from deliveries d
        where d.state = 0 and d.wake_shard in (select i.shard from openjson(@shards) with (shard smallint '$.shard') i) and d.next_attempt <= @now
        group by d.lane
        order by min(d.next_attempt), d.lane
        """;

    public override string AttemptRows =>
        $"""
        (select r.id {Binary} as id, r.state, r.attempts, r.next_attempt, r.last_status, r.last_error
         from openjson(@rows) with (id nvarchar(200) '$.id', state int '$.state', attempts int '$.attempts', next_attempt datetimeoffset(6) '$.next_attempt',
             last_status int '$.last_status', last_error nvarchar(500) '$.last_error') r)
        """;

    public override string FreezeRows =>
        $"""
        (select r.number {Binary} as number, r.version, r.day, r.until, r.is_held, r.hold_limit, r.is_clear
         from openjson(@rows) with (number nvarchar(32) '$.number', version bigint '$.version', day int '$.day', until datetimeoffset(6) '$.until',
             is_held bit '$.is_held', hold_limit datetimeoffset(6) '$.hold_limit', is_clear bit '$.is_clear') r)
        """;

    public override string ForgetAnswers =>
        """
        update number_commands set answer = null, answered = 0
        from (select top (@limit) c.number, c.command_id from number_commands c where c.answered = 1 and c.at < @before order by c.at) old
        where number_commands.number = old.number and number_commands.command_id = old.command_id and number_commands.answered = 1
        """;

    public override string ForgetIds =>
        """
        delete from number_commands
        where exists (
            select 1 from (select top (@limit) c.number, c.command_id from number_commands c where c.at < @before order by c.at) old
            where old.number = number_commands.number and old.command_id = number_commands.command_id)
        """;

    public override string ForgetCredentials =>
        """
        delete from credentials
        where exists (
            select 1 from (select top (@limit) c.list, c.place from credentials c where c.expires_at < @before order by c.expires_at) old
            where old.list = credentials.list and old.place = credentials.place)
        """;

    // In its turn: nobody else is between looking and adding.
    public override string AddBlock =>
        $"""
        insert into number_blocks (first, last, carrier)
        select @first, @last, @carrier
        where {CurrentTransaction} is not null
          and not exists (select 1 from number_blocks b where datalength(b.first) = datalength(@first) and b.first <= @last and b.last >= @first)
        """;

    public override string AdvanceClock =>
        """
        update simulated_clock set offset_ticks = offset_ticks + @by where id = 1;
        insert into simulated_clock (id, offset_ticks) select 1, @by where not exists (select 1 from simulated_clock where id = 1);
        select offset_ticks from simulated_clock where id = 1
        """;

    public override string OnTaken(string key) => "";

    public override string After(string row) => $"({row}.xid > @transaction or ({row}.xid = @transaction and {row}.position > @position))";

    public override string UpTo(string row) => $"({row}.xid < @transaction or ({row}.xid = @transaction and {row}.position <= @position))";

    /// <summary>Turns are taken one after another, so what had been counted before the statement began has been committed, and nothing can join it.</summary>
    public override string Settled(string transactionColumn) => $"{transactionColumn} <= {SqlServerText.LastTurn}";

    public override string JsonText(string column, params ReadOnlySpan<string> path) => $"json_value({column}, '$.{string.Join('.', path)}')";

    public override string Still(string condition) => $"{condition} and";

    public override string In(string column, string parameter) => $"{column} in (select i.id {Binary} from openjson({parameter}) with (id nvarchar(200) '$.id') i)";

    public override string IsTrue(string column) => $"{column} = 1";

    public override string Length(string text) => $"datalength({text})";

    public override string UpdateDeliveries(string set, string where) =>
        $"""
        declare @changed table (id nvarchar(200) {Binary} not null primary key);
        update deliveries set {set}
        output inserted.id into @changed (id)
        where {where};
        select {DeliveryColumns.All} from deliveries where id in (select c.id from @changed c)
        """;

    public override object StoredInstant(DateTimeOffset instant) => SqlServerText.Instant(instant);

    public override Task<bool[]> Write(IReadOnlyList<NumberCommit> batch, CancellationToken cancellation) =>
        Again.IfTaken(() => session.Run(SqlServerCommit.Compose(batch), async (reader, token) =>
        {
            var won = (await Rows(reader, static r => r.Text(0), token)).ToHashSet(StringComparer.Ordinal);
            return batch.Select(commit => won.Contains(commit.Number)).ToArray();
        }, cancellation));

    public override Task<IReadOnlyDictionary<string, NumberRow>> Load(string[] numbers, CancellationToken cancellation) =>
        Again.IfLost(() => session.Run(SqlServerText.Load(numbers), async (reader, token) =>
        {
            // Numbers first: an id that is written between the two reads is one too many, which does no harm; one too few would.
            var rows = await Rows(reader, static r => (Number: r.Text(0), Version: r.Long(1), State: r.Text(2), Chain: ChainHead.Of(r.Long(3), r.BytesOrNull(4))), token);
            var ids = (await Rows(reader, static r => (Number: r.Text(0), Id: r.Text(1)), token)).ToLookup(static r => r.Number, static r => CommandRow.HashOf(r.Id), StringComparer.Ordinal);
            return (IReadOnlyDictionary<string, NumberRow>)rows.ToDictionary(static r => r.Number, r => new NumberRow(r.Version, r.State, [.. ids[r.Number]], r.Chain), StringComparer.Ordinal);
        }, cancellation));

    public override Fault FaultOf(Exception exception) => SqlServerFaults.Of(exception);

    public override string Describe(Exception exception) => SqlServerFaults.Describe(exception);

    public override DateTimeOffset ReadInstant(DbDataReader reader, int ordinal) => reader.GetFieldValue<DateTimeOffset>(ordinal).ToUniversalTime();

    public override ulong ReadTransaction(DbDataReader reader, int ordinal) => (ulong)reader.GetInt64(ordinal);

    public override ValueTask DisposeAsync() => session.DisposeAsync();

    protected override Task<List<T>> ReadRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        Guard(() => Again.IfLost(() => session.Run(SqlServerText.Reading(statement), (reader, token) => Rows(reader, map, token), cancellation)), cancellation);

    protected override Task<List<T>> WriteRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        Guard(() => Again.IfCollided(() => session.Run(SqlServerText.Changing(statement), (reader, token) => Rows(reader, map, token), cancellation)), cancellation);

    protected override Task<int> WriteCount(Statement statement, CancellationToken cancellation) =>
        Guard(() => Again.IfCollided(async () =>
            (await session.Run(SqlServerText.Counting(statement), (reader, token) => Rows(reader, static r => r.Integer(0), token), cancellation)).SingleOrDefault()), cancellation);

    /// <summary>Reads one result and goes to the next, so that an error behind the rows is not missed.</summary>
    private async Task<List<T>> Rows<T>(DbDataReader reader, Func<Row, T> map, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(map(new Row(reader, this)));
        }

        await reader.NextResultAsync(cancellation);
        return rows;
    }

    private async Task<T> Guard<T>(Func<Task<T>> action, CancellationToken cancellation)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw FaultOf(exception) == Fault.Refused
                ? new LedgerRejectedException($"The database refused the statement; nothing was written ({Describe(exception)}).")
                : new LedgerUnavailableException($"The database did not answer ({Describe(exception)}).");
        }
    }

    /// <summary>What is simply made again, and how often.</summary>
    private static class Again
    {
        private const int Attempts = 3;

        /// <summary>Two wrote the same key at the same time, and the key let one: made again, this one sees it. A key that is taken for good is still taken the third time.</summary>
        public static Task<T> IfTaken<T>(Func<Task<T>> action) => If(action, SqlServerFaults.IsKeyTaken);

        public static Task<T> IfCollided<T>(Func<Task<T>> action) => If(action, static fault => SqlServerFaults.IsKeyTaken(fault) || SqlServerFaults.Of(fault) == Fault.Collision);

        /// <summary>For reads: a connection may have died in the pool, and a reader may be chosen in a deadlock.</summary>
        public static Task<T> IfLost<T>(Func<Task<T>> action) => If(action, static fault => SqlServerFaults.IsConnectionLost(fault) || SqlServerFaults.Of(fault) == Fault.Collision);

        private static async Task<T> If<T>(Func<Task<T>> action, Func<Exception, bool> again)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await action();
                }
                catch (Exception fault) when (attempt < Attempts && again(fault))
                {
                    // Rolled back whole, or never made.
                }
            }
        }
    }
}
