using Npgsql;
using NpgsqlTypes;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>Grouped activation reads.</summary>
internal static class PostgreSqlLoad
{
    public static async Task<IReadOnlyDictionary<string, NumberRow>> Load(NpgsqlConnection connection, string[] numbers, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select number, version, state, array(select command_id from number_commands c where c.number = n.number), chain_sequence, chain_hash
            from numbers n where number = any($1)
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = numbers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<string, NumberRow>(numbers.Length, StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader.GetString(0), new(reader.GetInt64(1), reader.GetString(2), [.. reader.GetFieldValue<string[]>(3).Select(CommandRow.HashOf)], ChainHead.Of(reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5))));
        }

        return rows;
    }
}
