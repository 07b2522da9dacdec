using System.Text.Json;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Owners;

/// <summary>Sends to owners. Retries, back-off and dead letters are those of webhooks; each channel has its circuit.</summary>
internal sealed partial class OwnerLane(string lane, ILedger ledger, OwnerDesk desk, WebhookOptions options, TimeProvider clock, ILogger<OwnerLane> logger) : ILane
{
    private readonly RetryClock _retries = new();
    private readonly OwnerCircuits _circuits = new(new Circuit(options), new Circuit(options));
    private bool _opened;

    public async Task<LanePause?> Round(CancellationToken stop)
    {
        var now = clock.Now();
        if (!_opened)
        {
            // A silo of the release before knows no owners: it takes them for a party that pulls, and parks what is theirs.
            await ledger.OpenParked(Destination.Owner.Text, now, stop);
            _opened = true;
        }

        var due = await ledger.ReadDueDeliveries(lane, now, options.MostPerRound, stop);
        if (due.Count == 0)
        {
            return _retries.Pause(now);
        }

        var verdicts = (await Bounded.Each(due, options.Parallelism, delivery => Take(delivery, stop))).OfType<Verdict>().ToArray();
        await Verdict.Record(verdicts, ledger);
        _retries.Note(verdicts);
        return stop.IsCancellationRequested ? new LanePause(null) : null;
    }

    private async Task<Verdict?> Take(DeliveryRow delivery, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            return await desk.Take(delivery, _circuits, stop) switch
            {
                { Failure: { } failure } => Charged(delivery, failure),
                { WaitUntil: { } until } => Verdict.Later(delivery, until, null, "The channel is closed for a while after failures."),
                _ => new Verdict(delivery.Id),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            Log.Unreadable(logger, delivery.Id, fault.GetType().Name);
            return Verdict.Unreadable(delivery);
        }
        catch (Exception fault)
        {
            // The number or the ledger did not answer. Only the kind of fault: its message may hold what must not be logged.
            Log.Failed(logger, delivery.Id, fault.GetType().Name);
            var at = clock.Now() + RetrySchedule.Backoff(delivery.Attempts + 1, options, Random.Shared.NextDouble());
            return Verdict.Later(delivery, at, null, $"The number did not answer ({fault.GetType().Name}).");
        }
    }

    private Verdict Charged(DeliveryRow delivery, ChannelResult failure)
    {
        var attempt = RetrySchedule.After(delivery, failure.AsFailure(), options, clock.Now(), Random.Shared.NextDouble());
        if (attempt.State == DeliveryState.Dead)
        {
            GrainsTelemetry.GaveUp();
            Log.GaveUp(logger, delivery.Id, attempt.Attempts, failure.Error);
        }

        return new Verdict(delivery.Id, attempt);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Delivery} to an owner is dead after {Attempts} attempts: {Error}")]
        public static partial void GaveUp(ILogger logger, string delivery, int attempts, string? error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Delivery} to an owner could not be worked on ({Fault}) and is taken up again")]
        public static partial void Failed(ILogger logger, string delivery, string fault);

        [LoggerMessage(Level = LogLevel.Error, Message = "Message {Delivery} to an owner is not readable ({Fault})")]
        public static partial void Unreadable(ILogger logger, string delivery, string fault);
    }
}

/// <summary>A lane's circuits.</summary>
/// <param name="Email">To the mail server.</param>
/// <param name="Sms">To the SMS gateway.</param>
internal sealed record OwnerCircuits(Circuit Email, Circuit Sms);
