using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Bench;

/// <summary>Rows of numbers: copies of a real one to begin with, and what the intake left of them as the yardstick's own.</summary>
internal sealed class IntakeRows(string database)
{
    private static readonly string[] Tables = ["numbers", "number_events", "number_commands", "deliveries"];

    /// <summary>Copies every row of one number for others, in sorted order as a bulk load would.</summary>
    public async Task Clone(string template, string[] numbers)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await Execute(connection, "create unlogged table bench_numbers (number text collate \"C\", shard smallint)");
        await using (var writer = await connection.BeginBinaryImportAsync("copy bench_numbers from stdin (format binary)"))
        {
            foreach (var number in numbers)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(number, NpgsqlDbType.Text);
                await writer.WriteAsync(WakeShard.Of(number), NpgsqlDbType.Smallint);
            }

            await writer.CompleteAsync();
        }

        await Execute(connection, $"""
            insert into numbers (number, version, state, phase, carrier, generation, wake_shard, wake_at, changed_at, facts_version, facts_sequence, covered_since, tenure_since, chain_sequence, chain_hash)
            select b.number, n.version, replace(n.state, '{template}', b.number), n.phase, n.carrier, n.generation, b.shard, n.wake_at, n.changed_at,
                n.facts_version, n.facts_sequence, n.covered_since, n.tenure_since, n.chain_sequence, n.chain_hash
            from numbers n cross join bench_numbers b where n.number = '{template}'
            """);
        await Execute(connection, $"""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data, hash)
            select b.number, e.sequence, e.at, e.generation, e.type, e.actor, e.cause, replace(e.data, '{template}', b.number), e.hash
            from number_events e cross join bench_numbers b where e.number = '{template}'
            """);
        await Execute(connection, $"""
            insert into number_commands
            select b.number, c.command_id, c.fingerprint, c.generation, c.at, replace(c.answer, '{template}', b.number) from number_commands c cross join bench_numbers b where c.number = '{template}'
            """);
        await Execute(connection, "drop table bench_numbers");
        await Execute(connection, "vacuum analyze");
    }

    /// <summary>Seconds that COPY takes for the rows that the intake wrote, into the same tables of an empty database.</summary>
    public async Task<double> CopyInto(string empty, string template, TextWriter output)
    {
        await using var from = new NpgsqlConnection(database);
        await using var to = new NpgsqlConnection(empty);
        await from.OpenAsync();
        await to.OpenAsync();
        var seconds = 0.0;
        foreach (var table in Tables)
        {
            var written = table switch
            {
                "number_events" => $"select e.* from number_events e where e.number <> '{template}' and e.sequence > (select max(t.sequence) from number_events t where t.number = '{template}')",
                "number_commands" => "select c.* from number_commands c where c.command_id like '%/batch\\_%'",
                _ => $"select n.* from {table} n where n.number <> '{template}'",
            };
            var path = Path.Combine(Path.GetTempPath(), $"rn-bench-{Guid.NewGuid():N}");
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
            await using (var read = await from.BeginRawBinaryCopyAsync($"copy ({written}) to stdout (format binary)"))
            {
                await read.CopyToAsync(file);
            }

            file.Position = 0;
            var started = Stopwatch.GetTimestamp();
            await using (var write = await to.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)"))
            {
                await file.CopyToAsync(write);
            }

            var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            seconds += took;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"COPY {table}: {file.Length >> 20} MB in {took:0.00} s"));
        }

        return seconds;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 3600 };
        await command.ExecuteNonQueryAsync();
    }
}
