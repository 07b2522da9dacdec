using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>What an earlier release left under way is found by the shard of its lane.</summary>
[Collection(PostgresFixture.OneAtATime)]
public sealed class LaneShardMigrationTests(PostgresFixture postgres) : IDisposable
{
    private static readonly string[] _lanes = [.. Enumerable.Range(0, 40).Select(static i => $"platform:wechat/{i}"), "carrier:cmcc/0", "numbers/7", "x"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PostgreSql_gives_stored_deliveries_the_shard_of_their_lane()
    {
        await using var connection = new NpgsqlConnection((await postgres.Empty()).ConnectionString);
        await Migrated(connection, "PostgreSql", "'2026-01-01Z'", "");
    }

    [Fact]
    public async Task Sqlite_gives_stored_deliveries_the_shard_of_their_lane()
    {
        await using var connection = new SqliteConnection(_folder.Ledger.ConnectionString);
        await Migrated(connection, "Sqlite", "1", "xid, ");
    }

    private static async Task Migrated(DbConnection connection, string folder, string instant, string xid)
    {
        await connection.OpenAsync();
        var scripts = typeof(LedgerMigrator).Assembly.GetManifestResourceNames().Where(name => name.Contains($".{folder}.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var last = scripts.FindIndex(static name => name.Contains("lane_shards", StringComparison.Ordinal));
        foreach (var script in scripts[..last])
        {
            await Run(connection, Text(script));
        }

        foreach (var lane in _lanes)
        {
            await Run(connection, $"insert into deliveries (id, {xid}lane, destination, number, generation, kind, body, state, created_at, next_attempt, attempts) values ('{lane}', {(xid.Length > 0 ? "1, " : "")}'{lane}', 'd', '', 1, 'k', '', 0, {instant}, {instant}, 0)");
        }

        await Run(connection, Text(scripts[last]));

        await using var command = connection.CreateCommand();
        command.CommandText = "select lane, wake_shard from deliveries";
        await using var reader = await command.ExecuteReaderAsync();
        var shards = new Dictionary<string, short>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            shards.Add(reader.GetString(0), reader.GetInt16(1));
        }

        shards.ShouldBe(_lanes.ToDictionary(static lane => lane, WakeShard.Of, StringComparer.Ordinal), ignoreOrder: true);
    }

    private static string Text(string script)
    {
        using var reader = new StreamReader(typeof(LedgerMigrator).Assembly.GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }

#pragma warning disable CA2100 // Scripts of the product and literals of this file.
    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100
}
