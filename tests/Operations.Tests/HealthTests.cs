using System.Diagnostics;
using System.Net;
using Npgsql;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Operations.Tests;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_silo_whose_ledger_can_be_read_but_not_written_is_alive_and_not_ready_until_it_can()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabase();
        await using var silo = await SiloProcess.Start(folder.Path, arguments: ["--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database]).Ready();
        using var http = new HttpClient { BaseAddress = silo.Address };

        await ReadOnly(database, true);
        await Becomes(http, HttpStatusCode.ServiceUnavailable);
        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await ReadOnly(database, false);
        await Becomes(http, HttpStatusCode.OK);
    }

    [Fact]
    public async Task In_production_the_metrics_are_an_operators_page_and_open_at_their_own_address_alone()
    {
        KeyRing.Generate(Path.Combine(folder.Path, "keys"));
        var own = $"http://127.0.0.1:{FreePort.Take()}";
        await using var silo = await SiloProcess.Start(folder.Path, "Production", arguments: ["--Keys:Directory", "keys", "--Metrics:Url", own]).Ready();
        using var http = new HttpClient();
        using var disguised = new HttpRequestMessage(HttpMethod.Get, new Uri(silo.Address, "/metrics")) { Headers = { Host = new Uri(own).Authority } };

        (await http.GetAsync(new Uri(silo.Address, "/metrics"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await http.SendAsync(disguised)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await http.GetStringAsync($"{own}/metrics")).ShouldContain("recycled_numbers_wake_lag_seconds");
    }

    [Fact]
    public async Task The_program_asks_another_whether_it_is_well()
    {
        await using var silo = await SiloProcess.Start(folder.Path).Ready();

        // It gives an answer five seconds, which a busy disk can take: this once it may be asked again.
        (await Wait.For(() => Healthy(silo.Address + "health/ready"), static code => code == 0, Scraped.Patience)).ShouldBe(0);
        (await Healthy(silo.Address + "nowhere")).ShouldBe(1);
        (await Healthy($"http://127.0.0.1:{FreePort.Take()}/health/ready")).ShouldBe(1);
    }

    [Theory]
    [InlineData("somewhere", "Metrics:Url must be an address such as http://0.0.0.0:9464.")]
    [InlineData("https://127.0.0.1:9464", "Metrics:Url must be an address such as http://0.0.0.0:9464.")]
    public async Task An_address_for_metrics_that_cannot_be_stops_the_start_in_one_line(string url, string line)
    {
        await using var silo = SiloProcess.Start(folder.Path, arguments: ["--Metrics:Url", url]);

        (await silo.Ended()).ShouldBe(1);
        silo.Output.Trim().ShouldBe(line);
    }

    public void Dispose() => folder.Dispose();

    private static async Task ReadOnly(string database, bool on)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var setting = new NpgsqlCommand($"alter system set default_transaction_read_only = {(on ? "on" : "off")}", connection);
        await setting.ExecuteNonQueryAsync();
        await using var reload = new NpgsqlCommand("select pg_reload_conf()", connection);
        await reload.ExecuteNonQueryAsync();
    }

    private static async Task Becomes(HttpClient http, HttpStatusCode status)
    {
        var seen = await Wait.For(async () => (await http.GetAsync("/health/ready")).StatusCode, s => s == status, Scraped.Patience);

        seen.ShouldBe(status);
    }

    private static async Task<int> Healthy(string address)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [typeof(Silo.Hosting.SiloHost).Assembly.Location, "--healthy", address]) { UseShellExecute = false })!;
        await program.WaitForExitAsync();
        return program.ExitCode;
    }
}
