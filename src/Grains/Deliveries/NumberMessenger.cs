using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Grains.Deliveries.Lanes;

namespace RecycledNumbers.Grains.Deliveries;

/// <summary>Turns deliveries into the registry's own commands on numbers. The delivery's id is the command's, so that a repeat changes nothing.</summary>
/// <param name="number">The actor of a number.</param>
internal sealed class NumberMessenger(Func<string, INumberGrain> number)
{
    /// <summary>A request arrived at its party; other kinds of delivery have no receipt.</summary>
    /// <returns>Why the number refused it, or null.</returns>
    public async Task<Refusal?> NoteReceipt(IQueuedDelivery delivery)
    {
        if (DeliveryJson.Read(delivery.Body).UnbindingId is not { } unbinding)
        {
            return null;
        }

        var reply = await number(delivery.Number).NoteReceipt(new NoteReceipt { Id = IdOf(delivery, ":receipt"), Actor = Party.Registry, UnbindingId = unbinding });
        return reply.Refusal;
    }

    /// <summary>A delivery's sink is gone: its subscription ends.</summary>
    public Task NoteSinkGone(IQueuedDelivery delivery, string subscription) =>
        number(delivery.Number).NoteSinkGone(new NoteSinkGone { Id = IdOf(delivery, ":gone"), Actor = Party.Registry, SubscriptionId = subscription });

    /// <summary>Gives a number-to-number message to the number that it is for.</summary>
    /// <returns>Why a number refused it, or null.</returns>
    /// <exception cref="FormatException">It is no message between numbers.</exception>
    public Task<Refusal?> Tell(IQueuedDelivery delivery)
    {
        var body = DeliveryJson.Read(delivery.Body);
        var to = DeliveryLanes.NumberOf(delivery.Destination);
        return body is { Forwarding: { } kind, Since: { } since }
            ? delivery.Kind switch
            {
                "forwarding.noted" => Refused(number(to).NoteInbound(
                    new NoteInbound { Id = IdOf(delivery), Actor = Party.Registry, Source = delivery.Number, Kind = kind, Since = since })),
                "forwarding.dropped" => Refused(number(to).DropInbound(
                    new DropInbound { Id = IdOf(delivery), Actor = Party.Registry, Source = delivery.Number, Kind = kind, Since = since })),
                "forwarding.cancel" => Cancel(delivery, to, kind, since),
                _ => throw new FormatException("No message between numbers."),
            }
            : throw new FormatException("A message between numbers that lacks its forwarding.");
    }

    // The number that changed hands asks its source to stop, and hears back that nothing is aimed at it any more.
    private async Task<Refusal?> Cancel(IQueuedDelivery delivery, string source, ForwardingKind kind, DateTimeOffset since)
    {
        var refusal = await Refused(number(source).CancelForwarding(
            new CancelForwarding { Id = IdOf(delivery), Actor = Party.Registry, Target = delivery.Number, Kind = kind, Since = since }));
        return refusal ?? await Refused(number(delivery.Number).DropInbound(
            new DropInbound { Id = IdOf(delivery, ":dropped"), Actor = Party.Registry, Source = source, Kind = kind, Since = since }));
    }

    private static async Task<Refusal?> Refused(Task<CommandReply> reply) => (await reply).Refusal;

    private static CommandId IdOf(IQueuedDelivery delivery, string step = "")
    {
        var content = Encoding.UTF8.GetBytes($"{delivery.Kind}{step}\n{delivery.Destination}\n{delivery.Number}\n{delivery.Body}");
        return new CommandId(delivery.Id + step, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
