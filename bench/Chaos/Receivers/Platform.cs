using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Receivers;

/// <summary>A platform's program: a real HTTP server that takes webhooks in its manner, and a caller that reports what came of each unbinding.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private static readonly string[] Outcomes = ["unbound", "unbound", "unbound", "sealed", "notFound", "refused", "deferred"];

    private readonly ConcurrentQueue<Received> all = new();
    private readonly ConcurrentDictionary<string, int> reported = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> reports = [];
    private readonly CancellationTokenSource hurry = new();
    private readonly WebApplication app;
    private readonly History history;
    private readonly Random random;

    private Platform(WebApplication app, Caller caller, History history, Manner manner, int seed)
    {
        (this.app, Caller, this.history, Manner) = (app, caller, history, manner);
        random = new Random(seed);
    }

    /// <summary>Its caller.</summary>
    public Caller Caller { get; }

    /// <summary>How it behaves now.</summary>
    public Manner Manner { get; private set; }

    /// <summary>Whether it refuses every message (503), whatever its manner.</summary>
    public bool Down { get; set; }

    /// <summary>Where it takes webhooks.</summary>
    public string Url => $"{app.Urls.First()}/events";

    /// <summary>Everything that reached it.</summary>
    public IReadOnlyCollection<Received> All => all;

    /// <summary>Starts its server.</summary>
    public static async Task<Platform> Start(Caller caller, History history, Manner manner, int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var platform = new Platform(builder.Build(), caller, history, manner, seed);
        platform.app.MapPost("/events", platform.Take);
        await platform.app.StartAsync();
        return platform;
    }

    /// <summary>From now on it behaves, and what it has put off is done at once.</summary>
    public async Task Behave()
    {
        (Manner, Down) = (Manner.Fine, false);
        await hurry.CancelAsync();
    }

    /// <summary>Waits until every report that it owes is answered.</summary>
    public async Task Quiet()
    {
        while (reports.Any(static r => !r.IsCompleted))
        {
            await Task.WhenAll(reports);
        }
    }

    /// <summary>Takes what it has pulled instead of being told.</summary>
    public void Pulled(IEnumerable<JsonNode> events)
    {
        foreach (var happened in events)
        {
            Keep(Received.Of(happened, Caller.Party, history.Now, taken: true));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await hurry.CancelAsync();
        await app.DisposeAsync();
        hurry.Dispose();
    }

    private async Task Take(HttpContext context)
    {
        var at = history.Now;
        var happened = (await JsonNode.ParseAsync(context.Request.Body))!;
        var status = await Answer(context);
        Keep(Received.Of(happened, Caller.Party, at, status == (int)HttpStatusCode.NoContent));
        context.Response.StatusCode = status;
    }

    private async Task<int> Answer(HttpContext context)
    {
        var (manner, dice) = (Down ? Manner.Fails : Manner, Roll());
        switch (manner)
        {
            case Manner.Slow:
                await Task.Delay(TimeSpan.FromSeconds(2 * dice), TimeProvider.System);
                return 204;
            case Manner.Hangs when dice < 0.3:
                await Wait(TimeSpan.FromMinutes(1), context.RequestAborted);
                return 500;
            case Manner.Fails when Down:
                return 503;
            case Manner.Fails when dice < 0.5:
                return 500;
            case Manner.Busy when dice < 0.02:
                return 410;
            case Manner.Busy when dice < 0.2:
                context.Response.Headers.RetryAfter = "1";
                return 429;
            case Manner.Resets when dice < 0.33:
                context.Abort();
                return 500;
            default:
                return 204;
        }
    }

    private void Keep(Received message)
    {
        all.Enqueue(message);
        if (message is { Kind: "unbinding.requested", Taken: true } && reported.TryAdd(message["unbindingId"] + message["attempt"], 0))
        {
            reports.Add(Task.Run(() => Report(message)));
        }
    }

    private async Task Report(Received request)
    {
        var manner = Manner;
        if (manner == Manner.Late)
        {
            await Wait(TimeSpan.FromSeconds(30 * Roll()), hurry.Token);
        }

        await Report(request, "a", Outcomes[(int)(Roll() * Outcomes.Length)]);
        if (manner == Manner.Twice)
        {
            await Report(request, "b", Outcomes[(int)(Roll() * Outcomes.Length)]);
        }
    }

    private Task<Operation> Report(Received request, string place, string outcome)
    {
        var id = request["unbindingId"];
        var body = new JsonObject { ["outcome"] = outcome };
        if (outcome == "refused")
        {
            body["reason"] = "a debt is open";
        }
        else if (outcome == "deferred")
        {
            body["until"] = request.Data["requestedAt"]!.GetValue<DateTimeOffset>().AddDays(20).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        }

        return Caller.Send(new Operation
        {
            Key = $"outcome-{id}-{request["attempt"]}-{place}",
            Actor = Caller.Party,
            Number = request["number"],
            Verb = Verb.ReportOutcome,
            Method = "POST",
            Path = $"/v1/unbindings/{id}/outcome",
            Body = body.ToJsonString(),
            Subject = id,
        });
    }

    private double Roll()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    private static async Task Wait(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            // Sooner.
        }
    }
}
