using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains;

/// <summary>What the grains measure and trace; docs/operations.md lists it. No tag ever holds a number, an account or a text of a caller.</summary>
public static class GrainsTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "RecycledNumbers.Grains";

    private const int MostLinks = 100;

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly ConcurrentDictionary<Type, string> Kinds = new();
    private static readonly ConcurrentDictionary<Refusal, string> Codes = new();
    private static readonly ConcurrentDictionary<string, bool> OpenCircuits = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<int, (double Lag, int Stuck)> Wakes = new();
    private static readonly BoundedLabel Destinations = new(200);

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private static readonly Counter<long> Commands =
        Meter.CreateCounter<long>("recycled_numbers.number.commands", "{command}", "Commands that reached a number, by kind and outcome: accepted, replayed, refused, failed.");

    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("recycled_numbers.number.refusals", "{refusal}", "Commands that a rule refused, by code.");

    private static readonly Counter<long> Activations =
        Meter.CreateCounter<long>("recycled_numbers.number.activations", "{activation}", "Numbers brought into memory.");

    private static readonly Counter<long> WakeUps =
        Meter.CreateCounter<long>("recycled_numbers.wake.numbers", "{number}", "Numbers woken because something was due, by outcome: woken, failed.");

    private static readonly Counter<long> Attempts =
        Meter.CreateCounter<long>("recycled_numbers.delivery.attempts", "{delivery}", "Deliveries attempted, by destination, kind and result: delivered, refused, gone, throttled, redirected, failed, no_answer.");

    private static readonly Histogram<double> RequestDuration =
        Meter.CreateHistogram("recycled_numbers.delivery.request.duration", "s", "Time that one webhook request took, by result.", tags: null, Seconds);

    private static readonly Counter<long> GivenUp =
        Meter.CreateCounter<long>("recycled_numbers.delivery.given_up", "{delivery}", "Deliveries that became dead letters.");

    private static readonly Counter<long> Roots =
        Meter.CreateCounter<long>("recycled_numbers.audit.roots", "{root}", "Signed roots over all events, by outcome: made, failed.");

    private static long delivered;
    private static long deliveredBefore;
    private static long deliveredAt;

    static GrainsTelemetry()
    {
        Meter.CreateObservableGauge("recycled_numbers.delivery.circuits.open", () => OpenCircuits.Count, "{lane}", "Lanes of this silo that hold back because their receiver fails or asked for time.");
        Meter.CreateObservableGauge("recycled_numbers.wake.lag", () => Wakes.Values.Select(w => w.Lag).DefaultIfEmpty().Max(), "s", "How long the most overdue number was due when this silo last looked, by the registry clock.");
        Meter.CreateObservableGauge("recycled_numbers.wake.stuck", () => Wakes.Values.Sum(w => w.Stuck), "{number}", "Numbers of this silo's wake partitions that are due and could not be woken.");
    }

    /// <summary>Shows counters that have not counted yet as 0, so that a rate over them begins with the first one.</summary>
    public static void Begin()
    {
        Activations.Add(0);
        GivenUp.Add(0);
        WakeUps.Add(0, Tag("outcome", "woken"));
        WakeUps.Add(0, Tag("outcome", "failed"));
        Roots.Add(0, Tag("outcome", "made"));
        Roots.Add(0, Tag("outcome", "failed"));
    }

    /// <summary>The W3C trace parent of what is under way, or null where nothing is recorded.</summary>
    internal static string? TraceParent => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    internal static Activity? StartCommand(NumberCommand command) => Source.StartActivity($"number {KindOf(command)}");

    internal static void Decided(NumberCommand command, string outcome, Refusal? refusal = null)
    {
        Commands.Add(1, Tag("kind", KindOf(command)), Tag("outcome", outcome));
        if (refusal is { } code)
        {
            Refusals.Add(1, Tag("code", Codes.GetOrAdd(code, static c => JsonNamingPolicy.SnakeCaseLower.ConvertName(c.ToString()))));
        }

        Activity.Current?.SetTag("recycled_numbers.outcome", outcome);
    }

    internal static void Activated() => Activations.Add(1);

    internal static void Woke(bool well) => WakeUps.Add(1, Tag("outcome", well ? "woken" : "failed"));

    internal static void Looked(int partition, TimeSpan lag, int stuck) => Wakes[partition] = (Math.Max(0, lag.TotalSeconds), stuck);

    internal static void PartitionEnded(int partition) => Wakes.TryRemove(partition, out _);

    internal static void GaveUp() => GivenUp.Add(1);

    internal static void Rooted(bool well) => Roots.Add(1, Tag("outcome", well ? "made" : "failed"));

    /// <summary>The request goes on in the trace of the command that left its first delivery, and is linked to those of the others.</summary>
    internal static Activity? StartRequest(IReadOnlyList<DeliveryRow> deliveries)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var traces = deliveries.Take(MostLinks).Select(TraceOf).ToArray();
        return Source.StartActivity(ActivityKind.Producer, traces[0], [new("messaging.message.id", deliveries[0].Id), new("messaging.batch.message_count", deliveries.Count)], traces.Skip(1).Where(t => t != default).Select(t => new ActivityLink(t)), name: $"deliver {deliveries[0].Kind}");
    }

    internal static void Requested(IReadOnlyList<DeliveryRow> deliveries, SendResult result, TimeSpan took)
    {
        RequestDuration.Record(took.TotalSeconds, Tag("result", result.Word));
        foreach (var delivery in deliveries)
        {
            Attempted(delivery.Destination, delivery.Kind, result.Word);
        }

        Activity.Current?.SetTag("http.response.status_code", result.Status);
    }

    /// <summary>A message between numbers.</summary>
    internal static void Told(DeliveryRow delivery, string result) => Attempted("numbers", delivery.Kind, result);

    /// <summary>A message to an owner that a mail server or SMS gateway was asked to take.</summary>
    internal static void AskedChannel(DeliveryRow delivery, ChannelResult result) =>
        Attempted(delivery.Destination, delivery.Kind, result.Taken ? "delivered" : result.Bounced ? "refused" : result.Status is null ? "no_answer" : "failed");

    internal static void Circuit(string lane, bool open)
    {
        if (open)
        {
            OpenCircuits[lane] = true;
        }
        else
        {
            OpenCircuits.TryRemove(lane, out _);
        }
    }

    /// <summary>Lanes of this silo that hold back, by destination.</summary>
    internal static ImmutableSortedDictionary<string, int> OpenCircuitsByDestination() =>
        OpenCircuits.Keys.CountBy(DeliveryLanes.BeforeSlash, StringComparer.Ordinal).ToImmutableSortedDictionary(static c => c.Key, static c => c.Value, StringComparer.Ordinal);

    /// <summary>How many deliveries were taken a minute, since this was last asked.</summary>
    internal static double DeliveredPerMinute(TimeProvider time)
    {
        var (now, total) = (time.GetTimestamp(), Interlocked.Read(ref delivered));
        var (then, before) = (Interlocked.Exchange(ref deliveredAt, now), Interlocked.Exchange(ref deliveredBefore, total));
        return then == 0 ? 0 : (total - before) / Math.Max(1e-3, time.GetElapsedTime(then, now).TotalMinutes);
    }

    // Of a subscription's destination, the platform.
    private static void Attempted(string destination, string kind, string result)
    {
        Attempts.Add(1, Tag("destination", Destinations.Of(destination.Split('/')[0])), Tag("kind", kind), Tag("result", result));
        if (result == "delivered")
        {
            Interlocked.Increment(ref delivered);
        }
    }

    private static ActivityContext TraceOf(DeliveryRow delivery) =>
        ActivityContext.TryParse(DeliveryJson.Read(delivery.Body).TraceParent, null, isRemote: true, out var trace) ? trace : default;

    private static string KindOf(NumberCommand command) => Kinds.GetOrAdd(command.GetType(), static t => JsonNamingPolicy.CamelCase.ConvertName(t.Name));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
