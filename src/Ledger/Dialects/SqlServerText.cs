using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>One round trip: T-SQL and its parameters. Values are string, short, int, long, byte[], bool, <see cref="DateTimeOffset"/> or null; lists are JSON by then.</summary>
internal sealed record SqlServerBatch(string Text, IReadOnlyList<(string Name, object? Value)> Parameters);

/// <summary>Turns the shared statements into batches.</summary>
internal static class SqlServerText
{
    /// <summary>The writing transaction's place in the feeds.</summary>
    public const string Turn = "@xid";

    /// <summary>The newest place that has been committed.</summary>
    public const string LastTurn = "@settled";

    /// <summary>
    /// The row stays locked until the transaction ends, so that places are given in the order of commit: whoever has the next number has seen this one committed.
    /// </summary>
    public const string TakeTurn =
        $"""
        update transactions set last = last + 1 where id = 1;
        declare {Turn} bigint = (select t.last from transactions t where t.id = 1);

        """;

    /// <summary>An error ends and rolls back the whole batch; counts of rows are not sent.</summary>
    public const string Begin =
        """
        set nocount on;
        set xact_abort on;
        begin transaction;

        """;

    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SqlServerBatch Reading(Statement statement) =>
        new($"{ReadTurn(statement)}{statement.Text};", [.. statement.Parameters.Select(static p => (p.Name, Value(p.Value)))]);

    public static SqlServerBatch Changing(Statement statement) =>
        new($"{Begin}{ReadTurn(statement)}{TakeTurnFor(statement)}{statement.Text};\ncommit transaction;", [.. statement.Parameters.Select(static p => (p.Name, Value(p.Value)))]);

    public static SqlServerBatch Counting(Statement statement) =>
        new($"{Begin}{ReadTurn(statement)}{TakeTurnFor(statement)}{statement.Text};\ndeclare @count int = @@rowcount;\ncommit transaction;\nselect @count as changed;",
            [.. statement.Parameters.Select(static p => (p.Name, Value(p.Value)))]);

    public static SqlServerBatch Load(string[] numbers)
    {
        // What is longer than a number was never written, and must not be cut to one that was.
        var rows = numbers.Where(static n => n.Length <= SqlServerKeys.Number).Select(static number => new { number });
        const string Asked = $"(select i.number {SqlServer.Binary} from openjson(@numbers) with (number nvarchar(32) '$.number') i)";
        return new(
            $"""
            select n.number, n.version, n.state, n.chain_sequence, n.chain_hash from numbers n where n.number in {Asked};
            select c.number, c.command_id from number_commands c where c.number in {Asked};
            """, [("numbers", Json(rows))]);
    }

    /// <summary>Bytes from hexadecimal text; null from null.</summary>
    public static string Hash(string text) => $"convert(varbinary(32), {text}, 2)";

    public static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, _json);

    /// <summary>ISO 8601 in UTC, cut to the microsecond.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    public static string? Instant(DateTimeOffset? instant) => instant is { } known ? Instant(known) : null;

    // A statement of its own, before the one that reads rows: within one, the server is free to look at the rows first.
    private static string ReadTurn(Statement statement) => statement.Text.Contains(LastTurn, StringComparison.Ordinal)
        ? $"declare {LastTurn} bigint = (select t.last from transactions t where t.id = 1);\n"
        : "";

    private static string TakeTurnFor(Statement statement) => statement.Text.Contains(Turn, StringComparison.Ordinal) ? TakeTurn : "";

    private static object? Value(object? value) => value switch
    {
        ulong transaction => (long)transaction,
        DateTimeOffset instant => Microseconds.ToInstant(Microseconds.Of(instant)),
        string[] texts => Json(texts.Where(static id => id.Length <= SqlServerKeys.Name).Select(static id => new { id })),
        short[] shards => Json(shards.Select(static shard => new { shard })),
        _ => value,
    };
}
