using System.Text.Json;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Gives messages between numbers to the numbers. They are the registry's own: it retries for ever, since a number may not be sold before they are through.</summary>
internal sealed partial class NumbersLane(string lane, ILedger ledger, NumberMessenger numbers, WebhookOptions options, TimeProvider clock, ILogger<NumbersLane> logger) : ILane
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private readonly RetryClock _retries = new();

    public async Task<LanePause?> Round(CancellationToken stop)
    {
        var now = clock.Now();
        var due = await ledger.ReadDueDeliveries(lane, now, options.MostPerRound, stop);
        if (due.Count == 0)
        {
            return _retries.Pause(now);
        }

        var verdicts = await Bounded.Each(due, options.Parallelism, Tell);
        await Verdict.Record(verdicts, ledger);
        _retries.Note(verdicts);
        return stop.IsCancellationRequested ? new LanePause(null) : null;
    }

    private async Task<Verdict> Tell(DeliveryRow delivery)
    {
        try
        {
            if (await numbers.Tell(delivery) is { } refusal)
            {
                Log.Refused(logger, delivery.Id, delivery.Kind, refusal);
                GrainsTelemetry.Told(delivery, "refused");
            }
            else
            {
                GrainsTelemetry.Told(delivery, "delivered");
            }

            return new Verdict(delivery.Id);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            Log.Unreadable(logger, fault, delivery.Id);
            return Verdict.Unreadable(delivery);
        }
        catch (Exception fault)
        {
            Log.Failed(logger, fault, delivery.Id, delivery.Kind);
            GrainsTelemetry.Told(delivery, "failed");
            return Later(delivery, fault);
        }
    }

    private Verdict Later(DeliveryRow delivery, Exception fault)
    {
        var attempts = delivery.Attempts + 1;
        var wait = RetrySchedule.Backoff(attempts, options, Random.Shared.NextDouble());
        var at = clock.Now() + (wait < LongestWait ? wait : LongestWait);
        return new Verdict(delivery.Id, new DeliveryAttempt(delivery.Id, DeliveryState.Open, attempts, at, null, $"The number did not answer ({fault.GetType().Name})."));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Delivery} ({Kind}) was refused by a number: {Refusal}")]
        public static partial void Refused(ILogger logger, string delivery, string kind, Domain.Numbers.Refusal refusal);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Delivery} ({Kind}) did not get through and is tried again")]
        public static partial void Failed(ILogger logger, Exception fault, string delivery, string kind);

        [LoggerMessage(Level = LogLevel.Error, Message = "Message {Delivery} is not readable")]
        public static partial void Unreadable(ILogger logger, Exception fault, string delivery);
    }
}
