using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Holders;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Grains.Subscriptions;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Makes the lane that a key names.</summary>
internal sealed class LaneFactory(
    ILedger ledger,
    WebhookSender sender,
    NumberMessenger numbers,
    OwnerDesk owners,
    CodeDesk codes,
    Func<string, Task<SendingSettings?>> sending,
    SinkSeal seal,
    Func<string, ISubscriptionListGrain> subscriptions,
    WebhookOptions options,
    TimeProvider clock,
    ILoggerFactory loggers)
{
    /// <summary>The lane.</summary>
    public ILane Create(string lane) =>
        DeliveryLanes.IsToPeople(lane) ? new OwnerLane(lane, ledger, owners, codes, options, clock, loggers.CreateLogger<OwnerLane>())
        : DeliveryLanes.IsToSinks(lane) ? new SubscriptionLane(lane, ledger, sender, seal, numbers, subscriptions, options, clock, loggers.CreateLogger<SubscriptionLane>())
        : DeliveryLanes.DestinationOf(lane) is { } destination
        ? new PartyLane(lane, destination, new EndpointCache(() => sending(destination), clock), ledger, sender, numbers, options, clock, loggers.CreateLogger<PartyLane>())
        : new NumbersLane(lane, ledger, numbers, options, clock, loggers.CreateLogger<NumbersLane>());
}
