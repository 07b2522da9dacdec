using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Silo.Demo;

/// <summary>A small platform program that takes webhooks: it verifies each signature (Standard Webhooks) before it believes a word, refuses the rest (the registry tries again), and knows a repeat by its id.</summary>
internal sealed class WebhookPlatform : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, JsonNode> events = new();
    private readonly WebApplication app;

    private string secret = "";

    private WebhookPlatform(WebApplication app) => this.app = app;

    /// <summary>Loopback for the registry, whatever it listens on: it sends nowhere else by plain HTTP.</summary>
    public string Url => new UriBuilder(app.Urls.First()) { Host = "127.0.0.1", Path = "/recycled-numbers" }.ToString();

    /// <summary>Starts it.</summary>
    /// <param name="port">0: a free one, on loopback. Else this one on every address, so that the registry's machine can pass its own loopback port on to it.</param>
    public static async Task<WebhookPlatform> Start(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : $"http://0.0.0.0:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.Logging.ClearProviders();
        var platform = new WebhookPlatform(builder.Build());
        platform.app.MapPost("/recycled-numbers", platform.Receive);
        await platform.app.StartAsync();
        return platform;
    }

    public void Trust(string signingSecret) => secret = signingSecret;

    /// <summary>Events of a type about a number (any number for a test event).</summary>
    public IReadOnlyList<JsonNode> Received(string type, string? number = null) =>
        [.. events.Values.Where(e => e["type"]!.ToString() == $"recycled-numbers.{type}" && (number is null || e["data"]!["number"]?.ToString() == number))];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> Receive(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var id = request.Headers["webhook-id"].ToString();
        if (!IsSigned(id, request.Headers["webhook-timestamp"].ToString(), body, request.Headers["webhook-signature"].ToString()))
        {
            return Results.Unauthorized();
        }

        events.TryAdd(id, JsonNode.Parse(body)!);
        return Results.NoContent();
    }

    private bool IsSigned(string id, string timestamp, string body, string signatures)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
        return signatures.Split(' ').Any(s => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(s), Encoding.UTF8.GetBytes($"v1,{expected}")));
    }
}
