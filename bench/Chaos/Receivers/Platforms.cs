using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Clusters;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Receivers;

/// <summary>The platforms of a run: one of each manner that is told by webhook, and one that pulls.</summary>
internal sealed class Platforms : IAsyncDisposable
{
    private readonly List<Platform> all = [];
    private readonly List<HttpClient> clients = [];
    private Platform pulls = null!;
    private Caller puller = null!;
    private int rounds;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Platform> All => all;

    /// <summary>The one that does as it should.</summary>
    public Platform Fine => all.Single(static p => p.Caller.Party == "platform:chaos-fine");

    /// <summary>Registers and starts them.</summary>
    /// <param name="cluster">Where they are registered.</param>
    /// <param name="history">What callers saw.</param>
    /// <param name="seed">Of their choices.</param>
    /// <param name="giveUp">When reports that are still not answered are given up.</param>
    /// <param name="ending">When the one that pulls stops: not before the run is over.</param>
    public static async Task<Platforms> Start(Cluster cluster, History history, int seed, CancellationToken giveUp, CancellationToken ending)
    {
        var platforms = new Platforms();
        using var admin = await Cluster.Connect(cluster.Gateway, await cluster.Credentials("operator"));
        foreach (var manner in Enum.GetValues<Manner>())
        {
            var id = "chaos-" + manner.ToString().ToLowerInvariant();
            var made = await Post(admin, HttpMethod.Post, "/v1/admin/platforms", new JsonObject { ["id"] = id, ["name"] = id, ["category"] = "chaos" });
            var platform = await platforms.Add(cluster, (made["clientId"]!.ToString(), made["clientSecret"]!.ToString()), id, manner, history, seed, giveUp);
            await cluster.OpenTo(new Uri(platform.Url).Port);
            await Post(platforms.clients[^1], HttpMethod.Put, "/v1/webhook", new JsonObject { ["url"] = platform.Url });
        }

        platforms.pulls = await platforms.Add(cluster, await cluster.Credentials("platformPull"), "demo-bank", Manner.Fine, history, seed, giveUp);
        platforms.puller = new Caller(platforms.clients[^1], platforms.pulls.Caller.Party, history, ending);
        return platforms;
    }

    /// <summary>How often the one that pulls has come to the end of what was there.</summary>
    public int Rounds => Volatile.Read(ref rounds);

    /// <summary>The one that pulls does so until the run ends.</summary>
    public async Task Pull()
    {
        var cursor = "";
        while (true)
        {
            var page = await puller.Read($"/v1/events?limit=500{(cursor.Length > 0 ? $"&after={Uri.EscapeDataString(cursor)}" : "")}");
            if (page is null)
            {
                return;
            }

            pulls.Pulled(page["items"]!.AsArray().Select(static e => e!));
            if (page["next"]?.ToString() is { Length: > 0 } next)
            {
                cursor = next;
                continue;
            }

            Interlocked.Increment(ref rounds);
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>All behave from now on, and what they owe is done.</summary>
    public async Task Behave()
    {
        await Task.WhenAll(all.Select(static p => p.Behave()));
        await Task.WhenAll(all.Select(static p => p.Quiet()));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var platform in all)
        {
            await platform.DisposeAsync();
        }

        clients.ForEach(static c => c.Dispose());
    }

    private async Task<Platform> Add(Cluster cluster, (string, string) client, string id, Manner manner, History history, int seed, CancellationToken giveUp)
    {
        var http = await Cluster.Connect(cluster.Gateway, client);
        clients.Add(http);
        all.Add(await Platform.Start(new Caller(http, "platform:" + id, history, giveUp), history, manner, seed + all.Count));
        return all[^1];
    }

    private static async Task<JsonObject> Post(HttpClient http, HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } } };
        using var answer = await http.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
