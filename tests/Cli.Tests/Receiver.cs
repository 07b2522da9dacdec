using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Cli.Tests;

/// <summary>A web server in this process.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> all = new();
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>Every request that came, as it came.</summary>
    public IReadOnlyList<Received> All => [.. all];

    /// <summary>Answers every request in the same way.</summary>
    public static Task<Receiver> Start(int status) => Start(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public static async Task<Receiver> Start(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver.all.Enqueue(new Received(context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.ToArray()));
            await answer(context);
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>One request.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
