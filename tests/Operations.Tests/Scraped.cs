using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;

[assembly: AssemblyFixture(typeof(RecycledNumbers.Operations.Tests.Scraped))]

namespace RecycledNumbers.Operations.Tests;

/// <summary>A silo that has played the story, and has been asked a thing or two more, and what it exposes.</summary>
public sealed class Scraped : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder folder = new();
    private SiloProcess silo = null!;

    /// <summary>Its own address for metrics.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    /// <summary>The page.</summary>
    public string Page { get; private set; } = "";

    /// <summary>Null where Prometheus is not installed.</summary>
    public Prometheus? Prometheus { get; private set; }

    public async ValueTask InitializeAsync()
    {
        silo = await SiloProcess.Start(folder.Path, arguments: ["--demo", "--Metrics:Url", Address.ToString(), "--Metrics:LedgerPeriod", "00:00:01"]).Ready();
        await Until(() => Task.FromResult(silo.Output.Contains("The story ended after", StringComparison.Ordinal)));
        await Repeat();
        using var http = new HttpClient { BaseAddress = Address };
        await Until(async () => (Page = await http.GetStringAsync("/metrics")).Contains("recycled_numbers_delivery_backlog", StringComparison.Ordinal));
        Prometheus = Operations.Tests.Prometheus.IsMissing ? null : await Operations.Tests.Prometheus.Start(folder.Path, Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (Prometheus is not null)
        {
            await Prometheus.DisposeAsync();
        }

        await silo.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The same command twice: the second is a replay. And guesses at codes, and a forged form.</summary>
    private async Task Repeat()
    {
        var carrier = (await DevelopmentClients.Read(Path.Combine(folder.Path, DevelopmentClients.File)))["carrier"];
        using var http = await StoryClient.Authorized(silo.Address, carrier.ClientId, carrier.ClientSecret);
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/numbers/+8613800177777/assign") { Content = JsonContent.Create(new JsonObject { ["subscriber"] = "someone" }) };
            request.Headers.Add("Idempotency-Key", "the-same");
            (await http.SendAsync(request)).EnsureSuccessStatusCode();
        }

        // A code that nobody was sent: refused, and counted.
        await http.PostAsJsonAsync("/v1/me/token", new JsonObject { ["number"] = "+8613800177777", ["code"] = "123456" });
        // And a verification code that stands on no paper.
        await http.GetAsync("/v1/disclosures/0000-0000-0000-0000-0000");
        // And a form that no page of the operators has held.
        await http.PostAsync("/console/leave", content: null);
    }

    private async Task Until(Func<Task<bool>> holds)
    {
        if (!await Wait.For(holds, Patience))
        {
            throw new InvalidOperationException(silo.Output);
        }
    }
}
