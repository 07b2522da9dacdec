using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Silo.Tests;

/// <summary>A batch whose silo is killed in the middle of it, on PostgreSQL: what the tables hold afterwards is what one undisturbed run would have left.</summary>
public sealed class BatchKillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public Task No_row_of_a_batch_is_lost_or_applied_twice_by_SIGKILL() => Run(rows: 4_000, kills: 3, patience: TimeSpan.FromMinutes(2));

    /// <summary>By name: minutes, for the figures on record.</summary>
    [Fact(Explicit = true), Trait("Kind", "Long")]
    public Task No_row_of_a_million_is_lost_or_applied_twice_by_SIGKILL() => Run(rows: 1_000_000, kills: 3, patience: TimeSpan.FromMinutes(40));

    public void Dispose() => folder.Dispose();

    private async Task Run(int rows, int kills, TimeSpan patience)
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabase();
        var port = SiloProcess.FreePort();
        var silo = await Start(database, port);
        try
        {
            await AddBlock(silo);
            var id = await Send(silo, rows);
            var random = new Random(rows);
            for (var kill = 0; kill < kills; kill++)
            {
                // Somewhere in the part that is left, whichever row that is.
                var at = (await Read(silo, id)).Done + random.Next(rows / (kills + 1)) + 1;
                await Until(async () => await Read(silo, id) is var now && (now.Done >= at || now.State == "done"), patience);
                await silo.Kill();
                await silo.DisposeAsync();
                silo = await Start(database, port);
            }

            await Until(async () => (await Read(silo, id)).State == "done", patience);

            var batch = await Read(silo, id);
            (batch.Accepted, batch.Refused).ShouldBe((rows - (rows / 10), rows / 10));
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            (await Count(connection, "select count(*) from number_events where type = 'tenureStarted'")).ShouldBe(rows - (rows / 10));
            (await Count(connection, "select count(distinct number) from number_events where type = 'tenureStarted'")).ShouldBe(rows - (rows / 10));
            (await Count(connection, "select count(*) from number_commands")).ShouldBe(rows - (rows / 10));
            (await Count(connection, "select count(*) from numbers where version <> 1")).ShouldBe(0);
            (await Results(silo, id)).ShouldBe(Enumerable.Range(2, rows).ToArray());
        }
        finally
        {
            await silo.DisposeAsync();
        }
    }

    private static async Task AddBlock(SiloProcess silo)
    {
        using var http = await Connect(silo, "operator");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/admin/blocks")
        {
            Content = new StringContent("""{"carrier":"demo-mobile","first":"+8613810000000","last":"+8613819999999"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", "the-block");
        using var answer = await http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Assignments in the demo carrier's block; every tenth repeats the number of the one before it, for another subscriber, and so is refused.</summary>
    private static async Task<string> Send(SiloProcess silo, int rows)
    {
        var file = new StringBuilder("number,subscriber\n");
        for (var row = 0; row < rows; row++)
        {
            file.Append(CultureInfo.InvariantCulture, $"+861381{(row % 10 == 9 ? row - 1 : row):0000000},subscriber-{row}\n");
        }

        using var http = await Connect(silo, "carrier");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batches?content=assignments") { Content = new StringContent(file.ToString(), Encoding.UTF8, "text/csv") };
        request.Headers.Add("Idempotency-Key", "the-batch");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(202, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<string>();
    }

    private static async Task<(string State, long Done, long Accepted, long Refused)> Read(SiloProcess silo, string id)
    {
        using var http = await Connect(silo, "carrier");
        using var answer = await http.GetAsync($"/v1/batches/{id}");
        var batch = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (batch["state"]!.GetValue<string>(), batch["done"]!.GetValue<long>(), batch["accepted"]!.GetValue<long>(), batch["refused"]!.GetValue<long>());
    }

    private static async Task<int[]> Results(SiloProcess silo, string id)
    {
        using var http = await Connect(silo, "carrier");
        var lines = await http.GetStringAsync($"/v1/batches/{id}/results");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["line"]!.GetValue<int>())];
    }

    private static async Task<HttpClient> Connect(SiloProcess silo, string role)
    {
        var client = (await DevelopmentClients.Read(Path.Combine(silo.Folder, DevelopmentClients.File)))[role];
        using var authorized = await StoryClient.Authorized(silo.Address, client.ClientId, client.ClientSecret);
        var http = new HttpClient { BaseAddress = silo.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = authorized.DefaultRequestHeaders.Authorization;
        return http;
    }

    private static async Task<long> Count(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Until(Func<Task<bool>> holds, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(patience);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private async Task<SiloProcess> Start(string database, int port) => await SiloProcess.Start(
        folder.Path, port: port, arguments:
        ["--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database, "--Cluster:Provider", "PostgreSql", "--Cluster:ClusterId", "batch", "--Cluster:AdvertisedAddress", "127.0.0.1"]).Ready();
}
