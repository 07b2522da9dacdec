using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Bench.Checks;

/// <summary>The whole product in this process on real Kestrel and PostgreSQL, with many known numbers, the yardsticks beside the real endpoints, and a platform that is logged in.</summary>
internal sealed class ChecksHost : IAsyncDisposable
{
    private readonly BenchServer server;
    private readonly string keys = Path.Combine(Path.GetTempPath(), $"rn-bench-keys-{Guid.NewGuid():N}");

    private ChecksHost(BenchServer server) => this.server = server;

    public WebApplication App { get; private set; } = null!;

    public HttpClient Platform { get; private set; } = null!;

    /// <summary>How many numbers are known: +8610000000000 and upwards without a gap.</summary>
    public int Known { get; private init; }

    public static string NumberAt(long n) => string.Create(CultureInfo.InvariantCulture, $"+86{13_000_000_000 + n}");

    public static async Task<ChecksHost> Start(int known, BenchArguments asked)
    {
        var host = new ChecksHost(await BenchServer.Start(asked)) { Known = known };
        var database = await host.server.EmptyDatabase();
        await Fill(database, known);
        KeyRing.Generate(host.keys);
        host.App = await SiloHost.Build(
        [
            "--environment", "Production", "--urls", "http://127.0.0.1:0", "--Keys:Directory", host.keys, "--Access:Issuer", "http://localhost/",
            "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database, "--Logging:LogLevel:Default", "None",
        ]);
        host.App.MapYardsticks(NpgsqlDataSource.Create(database));
        await host.App.StartAsync();
        host.Platform = await BenchLogin.As(host.App, Role.Platform, "checks");
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Platform.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    /// <summary>Every third number is frozen; tenures began on different days.</summary>
    private static async Task Fill(string database, int known)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            insert into numbers (number, version, state, phase, carrier, generation, wake_shard, changed_at, facts_version, facts_sequence, covered_since, tenure_since)
            select '+86' || (13000000000 + n), 1,
                   '{"v":1,"number":{"number":"+86' || (13000000000 + n) || '","phase":"inService","carrier":"bench","tenure":{"generation":2,"subscriber":"s","since":"'
                       || to_char(date '2020-01-01' + (n % 2000)::int, 'YYYY-MM-DD') || 'T00:00:00+00:00"},"coveredSince":"2019-01-01T00:00:00+00:00","sequence":3}}',
                   case when n % 3 = 0 then 'frozen' else 'inService' end, 'bench', 2, (n % 256)::smallint, now(),
                   1, 3, timestamptz '2019-01-01 00:00:00+00', (date '2020-01-01' + (n % 2000)::int)::timestamp at time zone 'UTC'
            from generate_series(0, $1) n
            """, connection) { CommandTimeout = 3600 };
        command.Parameters.AddWithValue((long)known - 1);
        await command.ExecuteNonQueryAsync();
        await using var analyze = new NpgsqlCommand("vacuum analyze numbers", connection) { CommandTimeout = 3600 };
        await analyze.ExecuteNonQueryAsync();
    }
}
