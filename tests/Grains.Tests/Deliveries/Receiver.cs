using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Grains.Tests.Deliveries;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Received(Dictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];
}

/// <summary>A real receiver on a free loopback port.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private Receiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(Take);
    }

    /// <summary>What it does with a request. Default: 204.</summary>
    public Func<Received, HttpContext, Task> Behaviour { get; set; } = (_, http) => Status(http, 204);

    public string Url => _app.Urls.Single() + "/hook";

    public IReadOnlyList<Received> Requests => [.. _received];

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public static Task Status(HttpContext http, int status, string? retryAfter = null)
    {
        http.Response.Headers.RetryAfter = retryAfter;
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Completes when one more request has arrived.</summary>
    public Task Arrival() => _arrived.WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var received = new Received(http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString(), StringComparer.Ordinal), await reader.ReadToEndAsync());
        _received.Enqueue(received);
        _arrived.Release();
        await Behaviour(received, http);
    }
}
