using System.Text.Json;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Subscriptions;

/// <summary>Sends to the sinks of one platform's subscriptions. Retries, back-off and dead letters are those of webhooks; each sink's host has its circuit, so that one which is down holds up no other.</summary>
internal sealed partial class SubscriptionLane(
    string lane,
    ILedger ledger,
    WebhookSender sender,
    SinkSeal seal,
    NumberMessenger numbers,
    Func<string, ISubscriptionListGrain> lists,
    WebhookOptions options,
    TimeProvider clock,
    ILogger<SubscriptionLane> logger) : ILane
{
    /// <summary>Hosts whose state is remembered; beyond it, it is begun anew.</summary>
    private const int MostHosts = 1_000;

    private static readonly TimeSpan BesideProbe = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);
    private readonly RetryClock _retries = new();

    public async Task<LanePause?> Round(CancellationToken stop)
    {
        var now = clock.Now();
        var due = await ledger.ReadDueDeliveries(lane, now, options.MostPerRound, stop);
        if (due.Count == 0)
        {
            return _retries.Pause(now);
        }

        var verdicts = (await Bounded.Each(due, options.Parallelism, delivery => Take(delivery, stop))).OfType<Verdict>().ToArray();
        await Forget(due, verdicts);
        await Verdict.Record(verdicts, ledger);
        _retries.Note(verdicts);
        GrainsTelemetry.Circuit(lane, _circuits.Values.Any(c => c.IsOpen));
        return stop.IsCancellationRequested ? new LanePause(null) : null;
    }

    private async Task<Verdict?> Take(DeliveryRow delivery, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return null;
        }

        Circuit? circuit = null;
        try
        {
            var notification = SinkNotification.Of(delivery, options.Source);
            var asked = CircuitOf(notification.To.Url);
            if (!asked.TryEnter(clock.Now()))
            {
                return Verdict.Later(delivery, asked.OpenUntil(clock.Now()) ?? clock.Now() + BesideProbe, delivery.LastStatus, "The sink is left alone for a while after failures.");
            }

            circuit = asked;
            var token = notification.To.Credential is { } text ? seal.Open(text) : null;
            var result = notification.To.Credential is not null && token is null
                ? new SendResult(null, "The sink's credential cannot be opened: the key ring is not the one that sealed it.")
                : await sender.Send(notification.To.Url, token, notification.Body, delivery, stop);
            return result.Received ? Received(delivery, circuit) : await Failed(delivery, notification, result, circuit);
        }
        catch (OperationCanceledException)
        {
            circuit?.Abandoned();
            return null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            Log.Unreadable(logger, fault, delivery.Id);
            return Verdict.Unreadable(delivery);
        }
    }

    private static Verdict Received(DeliveryRow delivery, Circuit circuit)
    {
        circuit.Succeeded();
        return new Verdict(delivery.Id);
    }

    private async Task<Verdict> Failed(DeliveryRow delivery, SinkNotification notification, SendResult result, Circuit circuit)
    {
        var now = clock.Now();
        if (result.Gone)
        {
            circuit.Succeeded();
            return await Abandon(delivery, notification, now);
        }

        circuit.Failed(delivery.Id, now, RetrySchedule.Asked(result, options));
        var attempt = RetrySchedule.After(delivery, result, options, now, Random.Shared.NextDouble());
        if (attempt.State == DeliveryState.Dead)
        {
            GrainsTelemetry.GaveUp();
            Log.GaveUp(logger, delivery.Id, notification.Platform, attempt.Attempts, result.Error);
        }

        return new Verdict(delivery.Id, attempt);
    }

    // The subscription ends before the row goes: a crash between the two asks the sink once more, and the number knows the command by its id.
    private async Task<Verdict> Abandon(DeliveryRow delivery, SinkNotification notification, DateTimeOffset now)
    {
        try
        {
            await numbers.NoteSinkGone(delivery, notification.To.SubscriptionId);
            await lists(notification.Platform).Forget([notification.To.SubscriptionId]);
            return new Verdict(delivery.Id);
        }
        catch (Exception fault)
        {
            Log.NotAbandoned(logger, fault, delivery.Id);
            return Verdict.Later(delivery, now + RetrySchedule.Backoff(delivery.Attempts + 1, options, Random.Shared.NextDouble()), 410, "The sink is gone; its subscription could not be ended yet.");
        }
    }

    // What is not forgotten here is when the platform next asks for its list.
    private async Task Forget(IReadOnlyList<DeliveryRow> due, IReadOnlyList<Verdict> verdicts)
    {
        var settled = verdicts.Where(v => v.Attempt is null).Select(v => v.Id).ToHashSet(StringComparer.Ordinal);
        var over = due.Where(d => d.Kind == SubscriptionKinds.Ended && settled.Contains(d.Id)).Select(d => SinkNotification.Of(d, options.Source)).ToLookup(n => n.Platform, n => n.To.SubscriptionId);
        foreach (var platform in over)
        {
            try
            {
                await lists(platform.Key).Forget([.. platform]);
            }
            catch (Exception fault)
            {
                Log.NotForgotten(logger, fault, platform.Key);
            }
        }
    }

    private Circuit CircuitOf(string url)
    {
        var host = new Uri(url).GetLeftPart(UriPartial.Authority);
        if (!_circuits.TryGetValue(host, out var circuit))
        {
            if (_circuits.Count >= MostHosts)
            {
                _circuits.Clear();
            }

            _circuits[host] = circuit = new Circuit(options);
        }

        return circuit;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} to a sink of {Platform} is dead after {Attempts} attempts: {Error}")]
        public static partial void GaveUp(ILogger logger, string delivery, string platform, int attempts, string? error);

        [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} to a sink is not readable")]
        public static partial void Unreadable(ILogger logger, Exception fault, string delivery);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The sink of delivery {Delivery} is gone, and its subscription could not be ended yet")]
        public static partial void NotAbandoned(ILogger logger, Exception fault, string delivery);

        [LoggerMessage(Level = LogLevel.Information, Message = "Subscriptions of {Platform} that are over stay in its list for now")]
        public static partial void NotForgotten(ILogger logger, Exception fault, string platform);
    }
}
