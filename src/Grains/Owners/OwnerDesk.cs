using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Owners.Mail;
using RecycledNumbers.Grains.Owners.Sms;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Owners;

/// <summary>Works one delivery off: reads how things stand, goes through the channels in their order, and puts on record what came of each.</summary>
/// <remarks>A row stays until what was done stands in the number's history, so a crash loses nothing; a message that was taken before a crash is not sent again once it is on record.</remarks>
internal sealed class OwnerDesk(
    ILedger ledger, OwnerNumbers numbers, ContactSeal seal, OwnerMessages messages, ReminderOptions options, MailSender? mail, SmsSender? sms, TimeProvider clock)
{
    /// <summary>Takes a delivery up.</summary>
    /// <exception cref="FormatException">It is no message to an owner.</exception>
    public async Task<Work> Take(DeliveryRow delivery, OwnerCircuits circuits, CancellationToken stop)
    {
        var body = DeliveryJson.Read(delivery.Body);
        if (await numbers.WasSent(delivery))
        {
            return Work.Done;
        }

        var owner = await numbers.Read(delivery);
        if (owner is null || owner.Ended != (delivery.Kind == OwnerKinds.Reminder) || owner.Platforms.IsEmpty)
        {
            return await Note(delivery, body, OwnerChannel.None, OwnerMessageOutcome.Moot);
        }

        var contact = owner.Contact is { } text ? seal.Open(text) : null;
        var language = OwnerTexts.LanguageFor(contact?.Language, PhoneNumber.Parse(delivery.Number).Country);
        foreach (var (channel, recipient) in Ways(delivery, body, owner, contact))
        {
            var link = new OwnerLink(delivery.Number, delivery.Generation, language, delivery.Id, channel, body.Occasion);
            if (await Try(delivery, body, link, recipient, owner, circuits, stop) is { } work)
            {
                return work;
            }
        }

        return await Note(delivery, body, OwnerChannel.None, OwnerMessageOutcome.Unreachable);
    }

    private IEnumerable<(OwnerChannel Channel, string Recipient)> Ways(DeliveryRow delivery, DeliveryBody body, OwnerView owner, LeftContact? contact) => delivery.Kind switch
    {
        OwnerKinds.Notice => [(OwnerChannel.Sms, delivery.Number)],
        OwnerKinds.Reminder when body.Occasion is not null => options.Order.Where(c => !owner.Bounced.Contains(c))
            .Select(c => (c, c == OwnerChannel.Email ? contact?.Email : contact?.Number)).Where(w => w.Item2 is not null).Select(w => (w.c, w.Item2!)),
        _ => throw new FormatException("No message to an owner."),
    };

    // Null: this channel is no way, the next one is taken.
    private async Task<Work?> Try(DeliveryRow delivery, DeliveryBody body, OwnerLink link, string recipient, OwnerView owner, OwnerCircuits circuits, CancellationToken stop)
    {
        var channel = link.Channel;
        if (channel == OwnerChannel.Email ? mail is null : sms is null)
        {
            return await Pass(delivery, body, channel, OwnerMessageOutcome.NotConfigured);
        }

        if (channel == OwnerChannel.Sms && body.Occasion is not null && !await IsStillTheirs(recipient, owner.LeftAt, stop))
        {
            return await Pass(delivery, body, channel, OwnerMessageOutcome.Recycled);
        }

        var circuit = channel == OwnerChannel.Email ? circuits.Email : circuits.Sms;
        if (!circuit.TryEnter(clock.Now()))
        {
            return Work.Wait(circuit.OpenUntil(clock.Now()) ?? clock.Now().AddSeconds(1));
        }

        try
        {
            if (await GuardedMessage.Pass(await Write(link, recipient, body, owner), ledger, stop) is not { } message)
            {
                circuit.Abandoned();
                return await Pass(delivery, body, channel, OwnerMessageOutcome.Guarded);
            }

            var result = channel == OwnerChannel.Email ? await mail!.Send(message, stop) : await sms!.Send(message, stop);
            return await Settle(delivery, body, channel, result, circuit);
        }
        catch (Exception)
        {
            circuit.Abandoned();
            throw;
        }
    }

    private async Task<Work?> Settle(DeliveryRow delivery, DeliveryBody body, OwnerChannel channel, ChannelResult result, Circuit circuit)
    {
        GrainsTelemetry.AskedChannel(delivery, result.Taken ? "delivered" : result.Bounced ? "refused" : result.Status is null ? "no_answer" : "failed");
        if (result is { Taken: false, Bounced: false })
        {
            circuit.Failed(delivery.Id, clock.Now());
            return Work.Failed(result);
        }

        circuit.Succeeded();
        return result.Taken
            ? await Note(delivery, body, channel, OwnerMessageOutcome.Sent)
            : await Pass(delivery, body, channel, OwnerMessageOutcome.Bounced);
    }

    private Task<OwnerMessage> Write(OwnerLink link, string recipient, DeliveryBody body, OwnerView owner) =>
        body.Occasion is null ? messages.Notice(link, body.Date ?? throw new FormatException("A notice without its date."), owner.Platforms)
        : link.Channel == OwnerChannel.Email ? messages.Email(link, recipient, owner.Platforms)
        : messages.Sms(link, recipient, owner.Platforms);

    private async Task<bool> IsStillTheirs(string other, DateTimeOffset leftAt, CancellationToken stop) =>
        await numbers.ChangedSince(other, leftAt, stop) switch
        {
            CheckAnswer.No => true,
            CheckAnswer.NoData => options.UnknownNumbers == UnknownNumber.Send,
            _ => false,
        };

    private async Task<Work> Note(DeliveryRow delivery, DeliveryBody body, OwnerChannel channel, OwnerMessageOutcome outcome)
    {
        await numbers.Note(delivery, body.Occasion, channel, outcome);
        return Work.Done;
    }

    private async Task<Work?> Pass(DeliveryRow delivery, DeliveryBody body, OwnerChannel channel, OwnerMessageOutcome outcome)
    {
        await Note(delivery, body, channel, outcome);
        return null;
    }
}

/// <summary>How far a delivery has come.</summary>
/// <param name="Failure">What went wrong, to be tried again; or null.</param>
/// <param name="WaitUntil">The channel's circuit is open until then; or null.</param>
internal sealed record Work(ChannelResult? Failure, DateTimeOffset? WaitUntil)
{
    public static readonly Work Done = new(null, null);

    public static Work Failed(ChannelResult failure) => new(failure, null);

    public static Work Wait(DateTimeOffset until) => new(null, until);
}
