using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>SQLite: one file, one writer, readers beside it (WAL).</summary>
internal sealed class Sqlite(LedgerOptions options) : Dialect
{
    private readonly SqliteWriter _writer = new(SqliteFile.ConnectionString(options));
    private readonly string _readers = SqliteFile.ConnectionString(options);

    public override int MaxWriters => 1;

    public override string CurrentTransaction => "(select last from transactions)";

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    public override string DueNumbers =>
        """
        select number, wake_at from numbers
        where wake_shard in (select value from json_each(@shards)) and wake_at is not null and wake_at <= @now
        order by wake_at, number limit @limit
        """;

    // Steps from lane to lane through the index: its cost is the number of lanes with something open, not the number of deliveries.
    public override string DueLanes =>
        """
        with recursive lanes(shard, lane) as (
            select s.value, (select min(d.lane) from deliveries d where d.state = 0 and d.wake_shard = s.value) from json_each(@shards) as s
            union all
            select l.shard, (select min(d.lane) from deliveries d where d.state = 0 and d.wake_shard = l.shard and d.lane > l.lane) from lanes l where l.lane is not null
        ), earliest(lane, due) as (
            select l.lane, (select min(d.next_attempt) from deliveries d where d.state = 0 and d.wake_shard = l.shard and d.lane = l.lane) from lanes l where l.lane is not null
        )
        select lane from earliest where due <= @now order by due, lane limit @limit
        """;

    public override string AttemptRows =>
        """
        (select value ->> '$.id' as id, value ->> '$.state' as state, value ->> '$.attempts' as attempts, value ->> '$.next_attempt' as next_attempt,
                value ->> '$.last_status' as last_status, value ->> '$.last_error' as last_error
         from json_each(@rows))
        """;

    public override string FreezeRows =>
        """
        (select value ->> '$.number' as number, value ->> '$.version' as version, value ->> '$.day' as day, value ->> '$.until' as until,
                value ->> '$.is_held' as is_held, value ->> '$.hold_limit' as hold_limit, value ->> '$.is_clear' as is_clear
         from json_each(@rows))
        """;

    /// <summary>One writer: nothing can commit in front of what is committed.</summary>
    public override string Settled(string transactionColumn) => $"{transactionColumn} >= 0";

    public override string JsonText(string column, params ReadOnlySpan<string> path) => $"({column} ->> '$.{string.Join('.', path)}')";

    public override string In(string column, string parameter) => $"{column} in (select value from json_each({parameter}))";

    public override Task<bool[]> Write(IReadOnlyList<NumberCommit> batch, CancellationToken cancellation) =>
        _writer.Write((connection, transaction) => SqliteCommit.Write(connection, transaction, batch), cancellation);

    public override Task<IReadOnlyDictionary<string, NumberRow>> Load(string[] numbers, CancellationToken cancellation)
    {
        var select = new Statement(
            $"""
            select number, version, state, (select group_concat(command_id, char(10)) from number_commands c where c.number = n.number), chain_sequence, chain_hash
            from numbers n where {In("number", "@numbers")}
            """, ("numbers", numbers));
        IReadOnlyDictionary<string, NumberRow> rows = Read(select, static r => (Number: r.Text(0), Row: new NumberRow(r.Long(1), r.Text(2), [.. (r.TextOrNull(3)?.Split('\n') ?? []).Select(CommandRow.HashOf)], ChainHead.Of(r.Long(4), r.BytesOrNull(5)))))
            .ToDictionary(static r => r.Number, static r => r.Row, StringComparer.Ordinal);
        return Task.FromResult(rows);
    }

    protected override Task<List<T>> ReadRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        Guard(() => Task.FromResult(Read(statement, map)));

    protected override Task<List<T>> WriteRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        Guard(() => _writer.Write((connection, transaction) => Rows(connection, transaction, statement, map), cancellation));

    protected override Task<int> WriteCount(Statement statement, CancellationToken cancellation) =>
        Guard(() => _writer.Write((connection, transaction) =>
        {
            using var command = Command(connection, transaction, statement);
            return command.ExecuteNonQuery();
        }, cancellation));

    public override Fault FaultOf(Exception exception) => exception switch
    {
        // SQLITE_ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE: about this statement; all else (busy, full, I/O) is about the file.
        SqliteException { SqliteErrorCode: 1 or 18 or 19 or 20 or 25 } => Fault.Refused,
        InvalidCastException or OverflowException or ArgumentException => Fault.Refused,
        _ => Fault.Unavailable,
    };

    public override string Describe(Exception exception) =>
        exception is SqliteException sqlite ? string.Create(CultureInfo.InvariantCulture, $"SQLite error {sqlite.SqliteExtendedErrorCode}") : exception.GetType().Name;

    public override DateTimeOffset ReadInstant(DbDataReader reader, int ordinal) => Microseconds.ToInstant(reader.GetInt64(ordinal));

    public override ulong ReadTransaction(DbDataReader reader, int ordinal) => (ulong)reader.GetInt64(ordinal);

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        using var readers = new SqliteConnection(_readers);
        SqliteConnection.ClearPool(readers);
    }

    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        ulong transaction => (long)transaction,
        DateTimeOffset instant => Microseconds.Of(instant),
        string[] texts => JsonSerializer.Serialize(texts),
        short[] numbers => JsonSerializer.Serialize(numbers),
        _ => value,
    };

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, Statement statement)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement.Text;
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.AddWithValue("@" + name, Value(value));
        }

        return command;
    }

    private List<T> Read<T>(Statement statement, Func<Row, T> map)
    {
        using var connection = new SqliteConnection(_readers);
        connection.Open();
        return Rows(connection, transaction: null, statement, map);
    }

    private List<T> Rows<T>(SqliteConnection connection, SqliteTransaction? transaction, Statement statement, Func<Row, T> map)
    {
        using var command = Command(connection, transaction, statement);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(new Row(reader, this)));
        }

        return rows;
    }

    private async Task<T> Guard<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (SqliteException exception)
        {
            throw FaultOf(exception) == Fault.Refused
                ? new LedgerRejectedException($"The database refused the statement; nothing was written ({Describe(exception)}).")
                : new LedgerUnavailableException($"The database did not answer ({Describe(exception)}).");
        }
    }
}
