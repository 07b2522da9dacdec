using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Makes the lane that a key names.</summary>
internal sealed class LaneFactory(
    ILedger ledger,
    WebhookSender sender,
    NumberMessenger numbers,
    OwnerDesk owners,
    Func<string, Task<SendingSettings?>> sending,
    WebhookOptions options,
    TimeProvider clock,
    ILoggerFactory loggers)
{
    /// <summary>The lane.</summary>
    public ILane Create(string lane) =>
        DeliveryLanes.IsToOwners(lane) ? new OwnerLane(lane, ledger, owners, options, clock, loggers.CreateLogger<OwnerLane>())
        : DeliveryLanes.DestinationOf(lane) is { } destination
        ? new PartyLane(lane, destination, new EndpointCache(() => sending(destination), clock), ledger, sender, numbers, options, clock, loggers.CreateLogger<PartyLane>())
        : new NumbersLane(lane, ledger, numbers, options, clock, loggers.CreateLogger<NumbersLane>());
}
