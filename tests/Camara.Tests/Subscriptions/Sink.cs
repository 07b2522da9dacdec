using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Camara.Tests.Subscriptions;

/// <summary>A notification as it came over the wire.</summary>
internal sealed record Notification(IHeaderDictionary Headers, string Text)
{
    internal JsonElement Event { get; } = JsonDocument.Parse(Text).RootElement;

    internal string Id => Event.GetProperty("id").GetString()!;

    internal string Type => Event.GetProperty("type").GetString()!;

    internal JsonElement Data => Event.GetProperty("data");
}

/// <summary>A real receiver on a free loopback port.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication app;
    private readonly Channel<Notification> arrived = Channel.CreateUnbounded<Notification>();

    private Sink()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>What it answers. Default: 204.</summary>
    internal Func<HttpContext, int> Behaviour { get; set; } = static _ => 204;

    internal string Url => app.Urls.Single() + "/sink";

    internal bool IsEmpty => arrived.Reader.Count == 0;

    internal static async Task<Sink> Open()
    {
        var sink = new Sink();
        await sink.app.StartAsync();
        return sink;
    }

    /// <summary>The next request that arrives, whatever was answered to it; held against the file.</summary>
    internal async Task<Notification> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        var next = await arrived.Reader.ReadAsync(patience.Token);
        await SubscriptionContract.ShouldPromise(next);
        return next;
    }

    /// <summary>The next one of an event type.</summary>
    internal async Task<Notification> Next(string name)
    {
        var next = await Next();
        next.Type.ShouldBe(SubscriptionContract.TypeOf(name), next.Text);
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        http.Response.StatusCode = Behaviour(http);
        arrived.Writer.TryWrite(new Notification(new HeaderDictionary(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value)), text));
    }
}
