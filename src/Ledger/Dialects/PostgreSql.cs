using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>PostgreSQL 13 or later.</summary>
internal sealed class PostgreSql : Dialect
{
    private const int MostConnections = 30;

    private readonly NpgsqlDataSource _source;

    public PostgreSql(LedgerOptions options) => _source = NpgsqlDataSource.Create(ConnectionString(options));

    public override int MaxWriters => int.MaxValue;

    public override string CurrentTransaction => "pg_current_xact_id()";

    public override string ForUpdate => "for update";

    public override string ForUpdateSkipLocked => "for update skip locked";

    // A look into each shard's own stretch of the index, so that a backlog is not read whole to find its head.
    public override string DueNumbers =>
        """
        select due.number, due.wake_at
        from unnest(@shards) as s(shard)
        cross join lateral (
            select n.number, n.wake_at from numbers n
            where n.wake_shard = s.shard and n.wake_at is not null and n.wake_at <= @now
            order by n.wake_at limit @limit) due
        order by due.wake_at, due.number limit @limit
        """;

    // Steps from lane to lane through the index: its cost is the number of lanes with something open, not the number of deliveries.
    public override string DueLanes =>
        """
        with recursive lanes(shard, lane) as (
            select s.shard, (select min(d.lane) from deliveries d where d.state = 0 and d.wake_shard = s.shard) from unnest(@shards) as s(shard)
            union all
            select l.shard, (select min(d.lane) from deliveries d where d.state = 0 and d.wake_shard = l.shard and d.lane > l.lane) from lanes l where l.lane is not null
        ), earliest(lane, due) as (
            select l.lane, (select min(d.next_attempt) from deliveries d where d.state = 0 and d.wake_shard = l.shard and d.lane = l.lane) from lanes l where l.lane is not null
        )
        select lane from earliest where due <= @now order by due, lane limit @limit
        """;

    public override string AttemptRows =>
        """
        (select r.id, r.state, r.attempts, timestamptz 'epoch' + r.next_attempt * interval '1 microsecond' as next_attempt, r.last_status, r.last_error
         from jsonb_to_recordset(cast(@rows as jsonb)) as r(id text, state smallint, attempts integer, next_attempt bigint, last_status integer, last_error text))
        """;

    public override string FreezeRows =>
        """
        (select r.number, r.version, r.day, timestamptz 'epoch' + r.until * interval '1 microsecond' as until, r.is_held,
                timestamptz 'epoch' + r.hold_limit * interval '1 microsecond' as hold_limit, r.is_clear
         from jsonb_to_recordset(cast(@rows as jsonb)) as r(number text, version bigint, day integer, until bigint, is_held boolean, hold_limit bigint, is_clear boolean))
        """;

    public override string Settled(string transactionColumn) => $"{transactionColumn} < {Horizon}";

    public override string Horizon => "pg_snapshot_xmin(pg_current_snapshot())";

    public override string JsonText(string column, params ReadOnlySpan<string> path) => $"(cast({column} as json) #>> '{{{string.Join(',', path)}}}')";

    public override string In(string column, string parameter) => $"{column} = any({parameter})";

    public override Task<bool[]> Write(IReadOnlyList<NumberCommit> batch, CancellationToken cancellation) =>
        Once(connection => PostgreSqlCommit.Write(connection, batch, cancellation), cancellation);

    public override Task<IReadOnlyDictionary<string, NumberRow>> Load(string[] numbers, CancellationToken cancellation) =>
        TwiceIfLost(connection => PostgreSqlLoad.Load(connection, numbers, cancellation), cancellation);

    protected override Task<List<T>> ReadRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        Guard(() => TwiceIfLost(connection => Rows(connection, statement, map, cancellation), cancellation));

    protected override Task<List<T>> WriteRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        Guard(() => Once(connection => Rows(connection, statement, map, cancellation), cancellation));

    protected override Task<int> WriteCount(Statement statement, CancellationToken cancellation) =>
        Guard(() => Once(async connection =>
        {
            await using var command = Command(connection, statement);
            return await command.ExecuteNonQueryAsync(cancellation);
        }, cancellation));

    public override Fault FaultOf(Exception exception) => PostgreSqlFaults.Of(exception);

    public override string Describe(Exception exception) => PostgreSqlFaults.Describe(exception);

    public override DateTimeOffset ReadInstant(DbDataReader reader, int ordinal) => new(reader.GetDateTime(ordinal), TimeSpan.Zero);

    public override ulong ReadTransaction(DbDataReader reader, int ordinal) => reader.GetFieldValue<ulong>(ordinal);

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>The configured connection string with the time limits that the ledger promises; what the operator set stays.</summary>
    internal static string ConnectionString(LedgerOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(options.EffectiveConnectionString);
        var set = new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            CommandTimeout = options.CommandTimeoutSeconds,
            ApplicationName = given.ApplicationName ?? "recycled-numbers",
        };
        if (!given.ShouldSerialize("Timeout"))
        {
            set.Timeout = options.CommandTimeoutSeconds;
        }

        if (!given.ShouldSerialize("Maximum Pool Size"))
        {
            // The driver's 100 a process is what a whole server takes by default: a few busy silos would lock each other out.
            set.MaxPoolSize = MostConnections;
        }

        if (!given.ShouldSerialize("Max Auto Prepare"))
        {
            // The few statements that matter are planned once a connection: planning a batch anew took as long as writing it. Set it to 0 behind a pooler that can't keep them.
            (set.MaxAutoPrepare, set.AutoPrepareMinUsages) = (64, 2);
        }

        if (!given.ShouldSerialize("Cancellation Timeout"))
        {
            // After a timeout the driver waits this long for the server to confirm; its default of two seconds would carry callers over their own limit.
            set.CancellationTimeout = 500;
        }

        return set.ConnectionString;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, Statement statement)
    {
        var command = new NpgsqlCommand(statement.Text, connection);
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.Add(value switch
            {
                ulong transaction => new NpgsqlParameter(name, NpgsqlDbType.Xid8) { Value = transaction },
                DateTimeOffset instant => new NpgsqlParameter(name, NpgsqlDbType.TimestampTz) { Value = instant.UtcDateTime },
                null => new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = DBNull.Value },
                _ => new NpgsqlParameter(name, value),
            });
        }

        return command;
    }

    private async Task<List<T>> Rows<T>(NpgsqlConnection connection, Statement statement, Func<Row, T> map, CancellationToken cancellation)
    {
        await using var command = Command(connection, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(map(new Row(reader, this)));
        }

        return rows;
    }

    private async Task<T> Once<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            return await use(connection);
        }
        catch (NpgsqlException exception) when (PostgreSqlFaults.IsConnectionLost(exception))
        {
            // One lost connection means that the others of the pool died with the server: the next caller must not be handed a dead one.
            _source.Clear();
            throw;
        }
    }

    /// <summary>A read that met a connection which had died in the pool is simply made again.</summary>
    private async Task<T> TwiceIfLost<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            return await Once(use, cancellation);
        }
        catch (NpgsqlException exception) when (PostgreSqlFaults.IsConnectionLost(exception))
        {
            return await Once(use, cancellation);
        }
    }

    private static async Task<T> Guard<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            throw PostgreSqlFaults.Of(exception) == Fault.Refused
                ? new LedgerRejectedException($"The database refused the statement; nothing was written ({PostgreSqlFaults.Describe(exception)}).")
                : new LedgerUnavailableException($"The database did not answer ({PostgreSqlFaults.Describe(exception)}).");
        }
    }
}
