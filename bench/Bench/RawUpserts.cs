using System.Diagnostics;
using Npgsql;

namespace RecycledNumbers.Bench;

/// <summary>
/// The yardstick without a registry: the rows that a round of commands left (state, event with its hash, command id with its answer), written again to the same tables of an empty database by
/// multi-row upserts and nothing else. No version is compared, no grain called, nothing serialized.
/// </summary>
internal sealed class RawUpserts(string database, RawUpserts.Written[] rows)
{
    private const int Batch = 200;
    private const int Writers = 2;

    private int round;

    internal sealed record Written(string Number, string State, string Type, string Actor, string Cause, string Data, string CommandId, string Fingerprint, string Answer, byte[] Hash);

    /// <summary>Takes the newest rows of every number of the ledger's database.</summary>
    public static async Task<RawUpserts> Of(string ledger, string database)
    {
        await using var connection = new NpgsqlConnection(ledger);
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("""
            select n.number, n.state, e.type, e.actor, e.cause, e.data, c.command_id, c.fingerprint, c.answer, e.hash
            from numbers n
            join lateral (select * from number_events e where e.number = n.number order by e.sequence desc limit 1) e on true
            join lateral (select * from number_commands c where c.number = n.number order by c.at desc limit 1) c on true
            """, connection) { CommandTimeout = 300 };
        await using var reader = await read.ExecuteReaderAsync();
        var rows = new List<Written>();
        while (await reader.ReadAsync())
        {
            rows.Add(new Written(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetFieldValue<byte[]>(9)));
        }

        return new RawUpserts(database, [.. rows]);
    }

    /// <summary>Writes every row once; answers rows a second.</summary>
    public async Task<double> Measure()
    {
        round++;
        var batches = rows.Chunk(Batch).ToArray();
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(Writer)));
        return rows.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task Writer()
        {
            await using var connection = new NpgsqlConnection(database + ";Max Auto Prepare=16;Auto Prepare Min Usages=2");
            await connection.OpenAsync();
            for (var b = Interlocked.Increment(ref next); b < batches.Length; b = Interlocked.Increment(ref next))
            {
                await Write(connection, batches[b]);
            }
        }
    }

    private async Task Write(NpgsqlConnection connection, Written[] batch)
    {
        await using var command = new NpgsqlCommand("""
            with rows as materialized (select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as i(number, state, type, actor, cause, data, command_id, fingerprint, answer, hash)),
            states as (
                insert into numbers (number, version, state, phase, carrier, generation, wake_shard, changed_at, facts_version, facts_sequence, covered_since, tenure_since, chain_sequence, chain_hash)
                select number, 1, state, 'inService', 'bench', 1, 0, now(), 1, $11, now(), now(), $11, hash from rows
                on conflict (number) do update set state = excluded.state, version = numbers.version + 1, changed_at = excluded.changed_at,
                    facts_version = numbers.version + 1, facts_sequence = excluded.facts_sequence, covered_since = excluded.covered_since, tenure_since = excluded.tenure_since,
                    chain_sequence = excluded.chain_sequence, chain_hash = excluded.chain_hash
            ), events as (
                insert into number_events (number, sequence, at, generation, type, actor, cause, data, hash)
                select number, $11, now(), 1, type, actor, cause, data, hash from rows
            )
            insert into number_commands (number, command_id, fingerprint, generation, at, answer)
            select number, command_id || $11::text, fingerprint, 1, now(), answer from rows
            """, connection);
        foreach (var column in (Func<Written, string>[])[w => w.Number, w => w.State, w => w.Type, w => w.Actor, w => w.Cause, w => w.Data, w => w.CommandId, w => w.Fingerprint, w => w.Answer])
        {
            command.Parameters.AddWithValue(batch.Select(column).ToArray());
        }

        command.Parameters.AddWithValue(batch.Select(static w => w.Hash).ToArray());
        command.Parameters.AddWithValue((long)round);
        await command.ExecuteNonQueryAsync();
    }
}
