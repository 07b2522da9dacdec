using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries.Endpoints;

/// <summary>A party's endpoint, its secrets, and its hand on its own deliveries.</summary>
internal sealed partial class EndpointGrain(
    [PersistentState("endpoint", DirectoryStorage.Name)] IPersistentState<EndpointState> storage,
    ILedger ledger,
    NumberMessenger numbers,
    IDataProtectionProvider protection,
    WebhookOptions options,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock,
    ILogger<EndpointGrain> logger) : Grain, IEndpointGrain
{
    private const int MostAtOnce = 500;

    // Longer than any statement may take: what was being written when the endpoint was set is parked by then.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);
    private readonly IDataProtector _seal = protection.CreateProtector("RecycledNumbers.Endpoint", "v1");
    private EndpointState _state = new();
    private IGrainTimer? _late;

    private string Destination => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = storage.RecordExists ? storage.State : _state;
        if (_state.Settings is not null)
        {
            // A crash between setting the endpoint and opening what was parked is made good here.
            await Asked(ledger.OpenParked(Destination, clock.Now(), cancellationToken));
        }
    }

    public async Task<Reply<EndpointView>> Set(CommandId id, EndpointSettings settings)
    {
        if (Recall<EndpointView>(id) is { } known)
        {
            return known;
        }

        if (Refuse(settings) is { } refusal)
        {
            return new Reply<EndpointView>(refusal, null);
        }

        var now = clock.Now();
        var secret = _state.Secret is null ? WebhookSecret.New() : null;
        settings = settings with { Events = settings.Events.IsDefault ? [] : settings.Events };
        var next = (secret is null ? _state : _state.Rotate(_seal.Protect(secret), now)) with { Settings = settings };
        var reply = await Remember(id, next, next.View(now, secret)!, now);
        await Asked(ledger.OpenParked(Destination, now));
        _late ??= this.RegisterGrainTimer(stop => ledger.OpenParked(Destination, clock.Now(), stop), new GrainTimerCreationOptions(Late, Timeout.InfiniteTimeSpan));
        _late.Change(Late, Timeout.InfiniteTimeSpan);
        await RefreshAll();
        return reply;
    }

    public Task<EndpointView?> Read() => Task.FromResult(_state.View(clock.Now()));

    public async Task<Reply<EndpointView>> RotateSecret(CommandId id)
    {
        if (Recall<EndpointView>(id) is { } known)
        {
            return known;
        }

        if (_state.Settings is null)
        {
            return new Reply<EndpointView>(Refusal.NoWebhook, null);
        }

        var now = clock.Now();
        var secret = WebhookSecret.New();
        var next = _state.Rotate(_seal.Protect(secret), now);
        var reply = await Remember(id, next, next.View(now, secret)!, now);
        await RefreshAll();
        return reply;
    }

    public async Task<Reply<string>> SendTest(CommandId id)
    {
        if (Recall<string>(id) is { } known)
        {
            return known;
        }

        if (_state.Settings is null)
        {
            return new Reply<string>(Refusal.NoWebhook, null);
        }

        var now = clock.Now();
        var delivery = Delivery.IdOf($"{Destination}\n{id.Key}", 0, 0);
        var lane = DeliveryLanes.Of(Destination, "");
        var test = new NewDelivery(delivery, lane, Destination, 0, EventTypes.WebhookTest, DeliveryJson.Write(new DeliveryBody { At = now }), now);
        await Asked(ledger.EnqueueDelivery(test, "", now));
        var reply = await Remember(id, _state, delivery, now);
        await Poke(lane);
        return reply;
    }

    public async Task<Reply<string>> Replay(CommandId id, string deliveryId)
    {
        if (Recall<string>(id) is { } known)
        {
            return known;
        }

        var delivery = await Asked(ledger.FindDelivery(deliveryId));
        if (delivery?.Destination != Destination || delivery.State is not (DeliveryState.Dead or DeliveryState.Open))
        {
            return new Reply<string>(Refusal.NotFound, null);
        }

        // One that is open already was replayed by this very command before its answer was kept, or needs no replay.
        var now = clock.Now();
        await Asked(ledger.ReplayDelivery(deliveryId, Destination, now));
        var reply = await Remember(id, _state, deliveryId, now);
        await Poke(delivery.Lane);
        return reply;
    }

    public async Task AcknowledgePulled(string cursor)
    {
        IReadOnlyList<DeliveryRow> marked;
        do
        {
            marked = await Asked(ledger.AcknowledgePulled(Destination, cursor, MostAtOnce));
            await Bounded.Each(marked.Where(d => d.Kind == EventTypes.UnbindingRequested), options.Parallelism, Receipt);
        }
        while (marked.Count == MostAtOnce);
    }

    public Task<SendingSettings?> ReadSending()
    {
        try
        {
            return Task.FromResult(_state.Settings is { } settings
                ? new SendingSettings(settings, [.. _state.Signing(clock.Now()).Select(_seal.Unprotect)])
                : null);
        }
        catch (CryptographicException fault)
        {
            Log.SecretsUnreadable(logger, fault, Destination);
            throw new RegistryUnavailableException("The endpoint's secrets cannot be opened.");
        }
    }

    private Refusal? Refuse(EndpointSettings settings)
    {
        if (!WebhookTargets.Allows(settings.Url, options.AllowLoopback))
        {
            return Refusal.BadUrl;
        }

        var types = EventTypes.To(Party.Parse(Destination).Kind);
        return settings.Events.IsDefault || settings.Events.All(types.Contains) ? null : Refusal.UnknownEventType;
    }

    // The request has its deadline and is repeated whatever happens to its receipt, so a fault here costs a receipt and nothing else.
    private async Task<bool> Receipt(DeliveryRow delivery)
    {
        try
        {
            return await numbers.NoteReceipt(delivery) is null;
        }
        catch (Exception fault)
        {
            Log.ReceiptFailed(logger, fault, delivery.Id);
            return false;
        }
    }

    private Reply<T>? Recall<T>(CommandId id) =>
        _state.Answers.Recall(id, clock.Now(), answer => JsonSerializer.Deserialize<T>(_seal.Unprotect(answer))!);

    private async Task<Reply<T>> Remember<T>(CommandId id, EndpointState next, T answer, DateTimeOffset now)
    {
        next = next with { Answers = next.Answers.With(id, _seal.Protect(JsonSerializer.Serialize(answer)), now) };
        await this.WriteOrStepDown(storage, next);
        _state = next;
        return new Reply<T>(null, answer);
    }

    // A database's fault never crosses the wire, and the next activation makes good what was left undone.
    private async Task<T> Asked<T>(Task<T> asked)
    {
        await Asked((Task)asked);
        return await asked;
    }

    private async Task Asked(Task asked)
    {
        try
        {
            await asked;
        }
        catch (LedgerException fault)
        {
            Log.WriteFailed(logger, fault, Destination);
            DeactivateOnIdle();
            throw new OutcomeUnknownException("The ledger did not confirm.");
        }
    }

    // One-way: a lane that does not hear it looks for itself within seconds.
    private Task RefreshAll() => Task.WhenAll(DeliveryLanes.AllOf(Destination).Select(lane => GrainFactory.GetGrain<IDeliveryLaneGrain>(lane).Refresh()));

    private Task Poke(string lane) => GrainFactory.GetGrain<IDeliveryLaneGrain>(lane).Poke();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A write for the endpoint of {Destination} was not confirmed; its activation ends")]
        public static partial void WriteFailed(ILogger logger, Exception fault, string destination);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The secrets of {Destination} cannot be opened: the key ring is not the one that sealed them")]
        public static partial void SecretsUnreadable(ILogger logger, Exception fault, string destination);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The receipt of pulled delivery {Delivery} could not be noted")]
        public static partial void ReceiptFailed(ILogger logger, Exception fault, string delivery);
    }
}
