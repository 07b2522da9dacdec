using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Owners;

/// <summary>What an owner lane asks numbers and tells them.</summary>
/// <param name="number">The actor of a number.</param>
/// <param name="ledger">For numbers that need not be woken.</param>
internal sealed class OwnerNumbers(Func<string, INumberGrain> number, ILedger ledger)
{
    /// <summary>The owner of the tenure that a delivery is about, as things stand now.</summary>
    public Task<OwnerView?> Read(IQueuedDelivery delivery) => number(delivery.Number).ReadOwner(Party.Registry, delivery.Generation);

    /// <summary>Whether the message was taken before, and only its row is still there: a crash came between.</summary>
    public async Task<bool> WasSent(IQueuedDelivery delivery)
    {
        var grain = number(delivery.Number);
        return await grain.FindAnswer(Party.Registry, KeyOf(delivery.Id, OwnerChannel.Email, OwnerMessageOutcome.Sent)) is not null
            || await grain.FindAnswer(Party.Registry, KeyOf(delivery.Id, OwnerChannel.Sms, OwnerMessageOutcome.Sent)) is not null;
    }

    /// <summary>Puts on record what came of a message.</summary>
    /// <returns>Why the number refused it, or null.</returns>
    public async Task<Refusal?> Note(IQueuedDelivery delivery, string? occasion, OwnerChannel channel, OwnerMessageOutcome outcome)
    {
        var key = KeyOf(delivery.Id, channel, outcome);
        var reply = await number(delivery.Number).NoteOwnerMessage(new NoteOwnerMessage
        {
            Id = new CommandId(key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))),
            Actor = Party.Registry,
            Generation = delivery.Generation,
            MessageId = delivery.Id,
            Channel = channel,
            Outcome = outcome,
            Occasion = occasion,
        });
        return reply.Refusal;
    }

    /// <summary>Whether another number still is whose it was at an instant. It is read from the ledger: asking must not wake it.</summary>
    public async Task<CheckAnswer> ChangedSince(string other, DateTimeOffset at, CancellationToken stop) =>
        OwnerCheck.ByInstant(await ledger.Load(other, stop) is { } row ? NumberFormat.Read(row.State) : null, at);

    private static string KeyOf(string delivery, OwnerChannel channel, OwnerMessageOutcome outcome) => $"{delivery}:{channel}:{outcome}";
}
