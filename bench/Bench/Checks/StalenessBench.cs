using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Clusters;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Silo.Demo;

namespace RecycledNumbers.Bench.Checks;

/// <summary>Silos (three; one when quick) and a gateway, each a process of its own: how long after one has acknowledged a transfer another still answers a check as before, while callers keep all of them busy.</summary>
internal static class StalenessBench
{
    private const int Callers = 8;

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var samples = asked.Amount(300, 3);
        output.WriteLine("Starting PostgreSQL, silos and a gateway …");
        await using var cluster = await Cluster.Start(asked.Amount(3, 1));
        var (carrierId, platformId) = (await cluster.Credentials("carrier"), await cluster.Credentials("platformPull"));
        using var writer = await StoryClient.Connect(cluster.Silos[0].Process.Address, carrierId.Id, carrierId.Secret);
        var readers = new List<(string Node, StoryClient Http)>();
        foreach (var (node, process) in cluster.Silos.Take(2).Select(static (silo, n) => (n == 0 ? "the same silo" : "another silo", silo.Process)).Append(("the gateway", cluster.Gateway)))
        {
            readers.Add((node, await StoryClient.Connect(process.Address, platformId.Id, platformId.Secret)));
        }

        using var end = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Busy(writer, caller, end.Token)));
        var waits = readers.ToDictionary(static r => r.Node, _ => new List<double>());
        for (var sample = 0; sample < samples; sample++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"+86138001{sample:00000}");
            await Do(writer, number, "assign", new() { ["subscriber"] = "before" });
            foreach (var (_, http) in readers)
            {
                // Before the change, so that each node knows the number's block.
                await HasChanged(http, number);
            }

            await Do(writer, number, "deactivate", new() { ["reason"] = "voluntary" });
            var acknowledged = Stopwatch.GetTimestamp();
            await Task.WhenAll(readers.Select(async reader =>
            {
                while (!await HasChanged(reader.Http, number))
                {
                }

                lock (waits)
                {
                    waits[reader.Node].Add(Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds);
                }
            }));
        }

        await end.CancelAsync();
        await load;
        readers.ForEach(static r => r.Http.Dispose());
        foreach (var (node, times) in waits)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{node}: median {Figure.Median(times):0} ms, p99 {times.Order().ElementAt((int)(times.Count * 0.99)):0} ms, worst {times.Max():0} ms"));
        }

        return [new("check_staleness", string.Create(CultureInfo.InvariantCulture, $"worst of {samples} changes until every node answers by it, the asking included, {Callers} callers beside"), waits.Values.Max(static t => t.Max()), "ms", null, null, Target.Most(2_000))];
    }

    private static async Task Busy(StoryClient writer, int caller, CancellationToken end)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            // Only to keep them busy: what an overloaded node refuses is no matter here.
            var number = string.Create(CultureInfo.InvariantCulture, $"+86138001{((caller + 1) * 10_000) + (n % 10_000):00000}");
            await writer.Post($"/v1/numbers/{number}/{(n < 10_000 ? "assign" : n / 10_000 % 2 == 1 ? "suspend" : "resume")}", n < 10_000 ? new() { ["subscriber"] = "load" } : []);
        }
    }

    private static Task Do(StoryClient carrier, string number, string verb, JsonObject body) => Posted(carrier, $"/v1/numbers/{number}/{verb}", body);

    private static async Task<bool> HasChanged(StoryClient platform, string number) => (await Posted(platform, "/v1/checks", new()
    {
        ["number"] = number,
        ["date"] = FreezeProfile.Of("CN").DayOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }))["answer"] == "yes";

    private static async Task<StoryAnswer> Posted(StoryClient client, string path, JsonObject body) =>
        await client.Post(path, body) is { Status: 200 } answer ? answer : throw new InvalidOperationException($"{path} was not done.");
}
