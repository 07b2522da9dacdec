using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Silo.Tests;

/// <summary>A webhook receiver that can be told to fail, and keeps every request that reached it.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> all = new();
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public string Url => $"{app.Urls.First()}/events";

    /// <summary>Status to answer with.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public IReadOnlyList<Received> All => [.. all];

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.app.MapPost("/events", receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>What arrived of a type.</summary>
    public IReadOnlyList<Received> Of(string type) => [.. all.Where(r => r.Event["type"]!.ToString() == $"recycled-numbers.{type}")];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> Take(HttpRequest request)
    {
        var body = await JsonNode.ParseAsync(request.Body);
        all.Enqueue(new Received(request.Headers["webhook-id"].ToString(), Status, body!));
        return Results.StatusCode(Status);
    }

    /// <summary>One request.</summary>
    public sealed record Received(string Id, int Answered, JsonNode Event);
}
