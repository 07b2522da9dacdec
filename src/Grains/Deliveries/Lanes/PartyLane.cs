using System.Text.Json;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Sends to one platform or carrier by webhook, or parks what is for a party that pulls.</summary>
/// <remarks>The ledger gives only the oldest open delivery of each number, so whatever is sent side by side here never overtakes anything.</remarks>
internal sealed partial class PartyLane(
    string lane,
    string destination,
    EndpointCache endpoint,
    ILedger ledger,
    WebhookSender sender,
    NumberMessenger numbers,
    WebhookOptions options,
    TimeProvider clock,
    ILogger<PartyLane> logger) : ILane
{
    private readonly Circuit _circuit = new(options);
    private readonly RetryClock _retries = new();
    private string? _url;
    private bool _pulls;
    private bool _opened;

    public void Forget() => endpoint.Forget();

    public async Task<LanePause?> Round(CancellationToken stop)
    {
        if (await endpoint.Read() is not { } to)
        {
            return await Park(stop);
        }

        var now = clock.Now();
        if (!_opened)
        {
            // A lane that ended between noting that the party pulls and seeing its endpoint left the note behind.
            await OpenParked(now, stop);
        }

        Notice(to.Settings.Url);
        GrainsTelemetry.Circuit(lane, _circuit.IsOpen);
        if (_circuit.OpenUntil(now) is { } until)
        {
            return new LanePause(until);
        }

        var due = await ledger.ReadDueDeliveries(lane, now, options.MostPerRound, stop);
        if (due.Count == 0)
        {
            return _retries.Pause(now);
        }

        var wanted = due.ToLookup(d => EventTypes.Passes(to.Settings.Events, d.Kind));
        var sent = await Bounded.Each(Requests([.. wanted[true]], to.Settings.Batch, now), options.Parallelism, request => Send(to, request, stop));
        GrainsTelemetry.Circuit(lane, _circuit.IsOpen);
        Verdict[] verdicts = [.. wanted[false].Select(d => new Verdict(d.Id)), .. sent.SelectMany(v => v)];
        await Verdict.Record(verdicts, ledger);
        _retries.Note(verdicts);
        return stop.IsCancellationRequested ? new LanePause(null) : null;
    }

    // What failed before goes alone, so that one delivery that a receiver cannot digest does not spoil a batch for ever.
    // A probe is the delivery that has failed least often, for the same reason.
    private IEnumerable<DeliveryRow[]> Requests(IReadOnlyList<DeliveryRow> due, bool batch, DateTimeOffset now)
    {
        if (_circuit.IsHalfOpen(now))
        {
            return due.OrderBy(d => d.Attempts).ThenBy(d => d.NextAttempt).Take(1).Select(d => new[] { d });
        }

        return batch
            ? due.Where(d => d.Attempts == 0).Chunk(options.MostPerRound).Concat(due.Where(d => d.Attempts > 0).Select(d => new[] { d }))
            : due.Select(d => new[] { d });
    }

    private async Task<IReadOnlyList<Verdict>> Send(SendingSettings to, DeliveryRow[] request, CancellationToken stop)
    {
        if (stop.IsCancellationRequested || !_circuit.TryEnter(clock.Now()))
        {
            return [];
        }

        try
        {
            var result = await sender.Send(to, request, stop);
            return result.Received ? await Received(request, result) : Failed(request, result);
        }
        catch (OperationCanceledException)
        {
            _circuit.Abandoned();
            return [];
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            _circuit.Abandoned();
            Log.Unreadable(logger, destination, request.Length);
            return request.Length == 1
                ? [Verdict.Unreadable(request[0])]
                : [.. (await Bounded.Each(request, options.Parallelism, one => Send(to, [one], stop))).SelectMany(v => v)];
        }
    }

    private async Task<IReadOnlyList<Verdict>> Received(DeliveryRow[] request, SendResult result)
    {
        _circuit.Succeeded();
        return await Bounded.Each(request, options.Parallelism, d => Receipt(d, result));
    }

    // The receipt is noted before the row goes: a crash between the two sends once more, and the number knows the receipt by its id.
    private async Task<Verdict> Receipt(DeliveryRow delivery, SendResult result)
    {
        if (delivery.Kind != EventTypes.UnbindingRequested)
        {
            return new Verdict(delivery.Id);
        }

        try
        {
            if (await numbers.NoteReceipt(delivery) is { } refusal)
            {
                Log.ReceiptRefused(logger, delivery.Id, refusal);
            }

            return new Verdict(delivery.Id);
        }
        catch (Exception fault)
        {
            Log.ReceiptFailed(logger, fault, delivery.Id);
            var at = clock.Now() + RetrySchedule.Backoff(delivery.Attempts + 1, options, Random.Shared.NextDouble());
            return Verdict.Later(delivery, at, result.Status, "Received; the receipt could not be noted and it is sent once more.");
        }
    }

    private IReadOnlyList<Verdict> Failed(DeliveryRow[] request, SendResult result)
    {
        var now = clock.Now();
        _circuit.Failed(request[0].Id, now, RetrySchedule.Asked(result, options));
        if (_circuit.OpenUntil(now) is { } until)
        {
            Log.Holding(logger, lane, until, result.Error);
        }

        return [.. request.Select(d => Charged(d, result, now))];
    }

    private Verdict Charged(DeliveryRow delivery, SendResult result, DateTimeOffset now)
    {
        var attempt = RetrySchedule.After(delivery, result, options, now, Random.Shared.NextDouble());
        if (attempt.State == DeliveryState.Dead)
        {
            GrainsTelemetry.GaveUp();
            Log.GaveUp(logger, delivery.Id, destination, attempt.Attempts, result.Error);
        }

        return new Verdict(delivery.Id, attempt);
    }

    // Noted first: an endpoint that is set after the note ends the pulling itself, one that was set before is seen here.
    private async Task<LanePause?> Park(CancellationToken stop)
    {
        _opened = false;
        if (!_pulls)
        {
            await ledger.BeginPulling(destination, stop);
            _pulls = true;
        }

        await ledger.ParkForPull(destination, lane, stop);
        if (await endpoint.Read(fresh: true) is null)
        {
            return new LanePause(null);
        }

        await OpenParked(clock.Now(), stop);
        return null;
    }

    private async Task OpenParked(DateTimeOffset now, CancellationToken stop)
    {
        if (await ledger.IsPulling(destination, stop))
        {
            await ledger.OpenParked(destination, now, stop);
        }

        (_pulls, _opened) = (false, true);
    }

    private void Notice(string url)
    {
        if (_url is not null && _url != url)
        {
            _circuit.Close();
        }

        _url = url;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Delivery} to {Destination} is dead after {Attempts} attempts: {Error}")]
        public static partial void GaveUp(ILogger logger, string delivery, string destination, int attempts, string? error);

        [LoggerMessage(Level = LogLevel.Information, Message = "Lane {Lane} sends nothing until {Until}: {Error}")]
        public static partial void Holding(ILogger logger, string lane, DateTimeOffset until, string? error);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Count} deliveries to {Destination} could not be read together or at all")]
        public static partial void Unreadable(ILogger logger, string destination, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The receipt of delivery {Delivery} was refused: {Refusal}")]
        public static partial void ReceiptRefused(ILogger logger, string delivery, Domain.Numbers.Refusal refusal);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The receipt of delivery {Delivery} could not be noted")]
        public static partial void ReceiptFailed(ILogger logger, Exception fault, string delivery);
    }
}
