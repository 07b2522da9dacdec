using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Clusters;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>A batch whose silos are killed in the middle of it, on PostgreSQL: what the tables hold afterwards is what one undisturbed run would have left.</summary>
public sealed class BatchKillTests(ITestOutputHelper output)
{
    /// <summary>How long the gateway may be without any silo.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>In small bites, so that there is a middle to be killed in.</summary>
    [Fact]
    public Task No_row_of_a_batch_is_lost_or_applied_twice_by_SIGKILL() => Run(rows: 6_000, patience: TimeSpan.FromMinutes(3), "--Batches:ChunkRows", "25", "--Batches:RowsAtOnce", "40");

    /// <summary>By name: minutes to hours, for the figures on record. <c>RN_BATCH_ROWS</c> changes how many.</summary>
    [Fact(Explicit = true), Trait("Kind", "Long")]
    public Task No_row_of_a_million_is_lost_or_applied_twice_by_SIGKILL() => Run(
        int.Parse(Environment.GetEnvironmentVariable("RN_BATCH_ROWS") ?? "1000000", CultureInfo.InvariantCulture), patience: TimeSpan.FromHours(2));

    private async Task Run(int rows, TimeSpan patience, params string[] settings)
    {
        await using var cluster = await Chaos.Clusters.Cluster.Start(3, settings);
        var database = new RegistryDatabase(cluster.Database);
        await Deactivations.Prepare(cluster, database, rows);
        using var carrier = await Chaos.Clusters.Cluster.Connect(cluster.Gateway, await cluster.Credentials("carrier"), patience);
        var started = Stopwatch.GetTimestamp();
        var id = await Deactivations.Send(carrier, rows);
        output.WriteLine($"{rows:N0} rows taken in after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");

        // Two of the three, one after the other, then all that are left at once; each somewhere in the part that is left, whichever row that is.
        var random = new Random(rows);
        var replaced = new List<Task>();
        foreach (var kills in new[] { 1, 1, 3 })
        {
            var at = (await Read(carrier, id)).Done + random.Next(rows / 5) + 1;
            var seen = await Wait.For(() => Read(carrier, id), now => now.Done >= at, patience);
            var victims = cluster.Silos.Take(kills).ToArray();
            await Task.WhenAll(victims.Select(static victim => victim.Process.Kill()));
            output.WriteLine($"{victims.Length} silos killed at row {seen.Done:N0}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
            seen.State.ShouldBe("working");
            replaced.Add(Task.WhenAll(victims.Select(cluster.Replace)));
        }

        await Task.WhenAll(replaced);
        await Wait.Until(async () => (await Read(carrier, id)).State == "done", patience);

        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var batch = await Read(carrier, id);
        var accepted = rows - (rows / 10);
        output.WriteLine($"done after {took:0.0} s, kills and restarts included: {rows / took:N0} rows/s, {batch.Accepted:N0} accepted, {batch.Refused:N0} refused");
        (batch.Accepted, batch.Refused).ShouldBe((accepted, rows / 10));
        (await Deactivations.Left(database)).ShouldBe(new Deactivations.Rows(Events: accepted, Numbers: accepted, Frozen: accepted, Commands: accepted, Told: accepted));
        var results = await Results(carrier, id);
        results.Select(static row => row.Line).ShouldBe(Enumerable.Range(2, rows));
        results.Where(static row => row.Code is not null).ShouldAllBe(static row => row.Code == "frozen" && row.Line % 10 == 1);
    }

    /// <summary>The batch as it stands, asked for until there is a silo to answer.</summary>
    private static Task<(string State, long Done, long Accepted, long Refused)> Read(HttpClient carrier, string id) => Wait.For(
        async () =>
        {
            using var answer = await carrier.GetAsync($"/v1/batches/{id}");
            if (!answer.IsSuccessStatusCode)
            {
                ((int)answer.StatusCode).ShouldBe(503);
                return default;
            }

            var batch = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return (batch["state"]!.GetValue<string>(), batch["done"]!.GetValue<long>(), batch["accepted"]!.GetValue<long>(), batch["refused"]!.GetValue<long>());
        },
        static batch => batch.Item1 is not null, Patience);

    private static async Task<List<(int Line, string? Code)>> Results(HttpClient carrier, string id)
    {
        var rows = new List<(int, string?)>();
        using var reader = new StreamReader(await carrier.GetStreamAsync($"/v1/batches/{id}/results"));
        while (await reader.ReadLineAsync() is { } line)
        {
            var row = JsonNode.Parse(line)!;
            rows.Add((row["line"]!.GetValue<int>(), row["code"]?.GetValue<string>()));
        }

        return rows;
    }
}
