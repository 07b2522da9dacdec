using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Operations.Tests;

public sealed class TraceTests : IAsyncLifetime
{
    private const string Number = "+8613800166666";

    private readonly TemporaryFolder folder = new();
    private PostgresServer server = null!;
    private Collector collector = null!;
    private SiloProcess silo = null!;
    private SiloProcess gateway = null!;

    [Fact]
    public async Task A_request_is_one_trace_from_the_gateway_through_grain_and_ledger_to_the_webhook_and_names_no_number()
    {
        var clients = await DevelopmentClients.Read(Path.Combine(folder.Path, DevelopmentClients.File));
        using var carrier = await Connect(clients["carrier"]);
        using var platform = await Connect(clients["platformWebhook"]);
        await using var receiver = await WebhookPlatform.Start(0);
        var webhook = await Send(platform, HttpMethod.Put, "/v1/webhook", new JsonObject { ["url"] = receiver.Url });
        receiver.Trust(webhook["secret"]!.ToString());
        await Send(carrier, HttpMethod.Post, $"/v1/numbers/{Number}/assign", new JsonObject { ["subscriber"] = "someone" });
        await Send(platform, HttpMethod.Post, $"/v1/numbers/{Number}/bindings", new JsonObject { ["account"] = "an-account" });
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        await Send(carrier, HttpMethod.Post, $"/v1/numbers/{Number}/deactivate", new JsonObject { ["reason"] = "voluntary" }, $"00-{trace}-00f067aa0ba902b7-01");

        var spans = await Wait.For(() => Task.FromResult(collector.Spans.Where(s => s.Trace == trace).ToArray()), Whole, Scraped.Patience);
        var path = PathTo(spans, spans.First(s => s.Name == "deliver number.deactivated"));
        path.ShouldContain("POST /v1/numbers/{number}/deactivate");
        path.ShouldContain(name => name.EndsWith("/Deactivate", StringComparison.Ordinal));
        path.ShouldContain("number deactivate");
        spans.ShouldContain(s => s.Name == "ledger commit");
        await Wait.For(() => Task.FromResult(collector.Text("logs") + collector.Text("metrics")), t => t.Contains("recycled_numbers.number.commands", StringComparison.Ordinal), Scraped.Patience);
        string.Concat(collector.Text("traces"), collector.Text("metrics"), collector.Text("logs")).ShouldNotContain(Number[1..]);
    }

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        collector = await Collector.Start();
        string[] settings =
        [
            "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", await server.CreateDatabase(),
            "--Cluster:Provider", "PostgreSql", "--Cluster:AdvertisedAddress", "127.0.0.1",
            "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "--OTEL_BSP_SCHEDULE_DELAY", "200", "--OTEL_METRIC_EXPORT_INTERVAL", "1000",
        ];
        silo = await SiloProcess.Start(folder.Path, arguments: settings).Ready();
        gateway = await SiloProcess.Start(typeof(Api.ApiHost).Assembly, folder.Path, arguments: settings).Ready();
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await silo.DisposeAsync();
        await collector.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    private Task<HttpClient> Connect(DevelopmentClients.Credentials client) => StoryClient.Authorized(gateway.Address, client.ClientId, client.ClientSecret);

    private static async Task<JsonNode> Send(HttpClient http, HttpMethod method, string path, JsonObject body, string? traceparent = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        // Started from no activity of the test's own, whose header would take the place of the one given.
        Activity.Current = null;
        using var answer = await http.SendAsync(request);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }

    /// <summary>The processes export on their own: the last of these to arrive is as often the gateway's as the silo's.</summary>
    private static bool Whole(Span[] spans) =>
        spans.Any(static s => s.Name == "ledger commit")
        && spans.FirstOrDefault(static s => s.Name == "deliver number.deactivated") is { } last
        && PathTo(spans, last).Contains("POST /v1/numbers/{number}/deactivate");

    /// <summary>Names from the span up to the trace's first.</summary>
    private static List<string> PathTo(Span[] spans, Span last)
    {
        var names = new List<string>();
        for (var span = last; span is not null; span = spans.FirstOrDefault(s => s.Id == span.Parent))
        {
            names.Add(span.Name);
        }

        return names;
    }
}
