using Npgsql;
using NpgsqlTypes;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>Adds a column of values as one array parameter and answers its placeholder.</summary>
internal sealed class PostgreSqlColumns(NpgsqlCommand command)
{
    public string Text<T>(IReadOnlyCollection<T> rows, Func<T, string?> value) => Add(rows, value, NpgsqlDbType.Text);

    public string Small<T>(IReadOnlyCollection<T> rows, Func<T, short> value) => Add(rows, value, NpgsqlDbType.Smallint);

    public string Integer<T>(IReadOnlyCollection<T> rows, Func<T, int> value) => Add(rows, value, NpgsqlDbType.Integer);

    public string Long<T>(IReadOnlyCollection<T> rows, Func<T, long> value) => Add(rows, value, NpgsqlDbType.Bigint);

    public string LongOrNull<T>(IReadOnlyCollection<T> rows, Func<T, long?> value) => Add(rows, value, NpgsqlDbType.Bigint);

    public string Bytes<T>(IReadOnlyCollection<T> rows, Func<T, byte[]?> value) => Add(rows, value, NpgsqlDbType.Bytea);

    public string Flag<T>(IReadOnlyCollection<T> rows, Func<T, bool> value) => Add(rows, value, NpgsqlDbType.Boolean);

    public string Instant<T>(IReadOnlyCollection<T> rows, Func<T, DateTimeOffset> value) => Add(rows, row => value(row).UtcDateTime, NpgsqlDbType.TimestampTz);

    public string InstantOrNull<T>(IReadOnlyCollection<T> rows, Func<T, DateTimeOffset?> value) => Add(rows, row => value(row)?.UtcDateTime, NpgsqlDbType.TimestampTz);

    private string Add<T, TValue>(IReadOnlyCollection<T> rows, Func<T, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        var next = 0;
        foreach (var row in rows)
        {
            values[next++] = value(row);
        }

        command.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return $"${command.Parameters.Count}";
    }
}
