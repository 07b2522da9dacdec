using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Bench;

/// <summary>A platform's end of the line: reads each request whole, counts the events in it, answers 204.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private TaskCompletionSource all = new();
    private long events;
    private long goal;
    private long first;

    private WebhookReceiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>What has come in since it was last asked to expect something.</summary>
    public IReadOnlyList<byte[]> Bodies => [.. bodies];

    public static async Task<WebhookReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var receiver = new WebhookReceiver(built);
        built.MapPost("/", receiver.Receive);
        await built.StartAsync();
        return receiver;
    }

    /// <summary>Completes once this many events have come in from now on, and answers how long that took from the first request on.</summary>
    public async Task<TimeSpan> Expect(long count)
    {
        bodies.Clear();
        (events, goal, first, all) = (0, count, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await all.Task;
        return Stopwatch.GetElapsedTime(first);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Receive(HttpContext context)
    {
        Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 1024));
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        bodies.Enqueue(bytes);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (Interlocked.Add(ref events, Count(bytes)) >= goal)
        {
            all.TrySetResult();
        }
    }

    private static int Count(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var count = 0;
        while (reader.Read())
        {
            count += reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 1 ? 1 : 0;
        }

        return count;
    }
}
