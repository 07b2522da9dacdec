using RecycledNumbers.Contracts.Holders;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Grains.Owners.Sms;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Holders;

/// <summary>Sends one-time codes: by SMS, to the number itself, through the same guard as every other message. What a code is, is asked when it is sent, so no row holds one.</summary>
internal sealed class CodeDesk(ILedger ledger, Func<string, IHolderCodeGrain> codes, OwnerTexts texts, Func<string, Task<string>> nameOf, SmsSender? sms, TimeProvider clock)
{
    /// <summary>Takes a delivery up.</summary>
    public async Task<Work> Take(DeliveryRow delivery, Circuit circuit, CancellationToken stop)
    {
        if (sms is null || await codes(delivery.Number).ReadMessage(delivery.Id) is not { } code)
        {
            return Work.Done;
        }

        if (!circuit.TryEnter(clock.Now()))
        {
            return Work.Wait(circuit.OpenUntil(clock.Now()) ?? clock.Now().AddSeconds(1));
        }

        try
        {
            return await Send(delivery, code, circuit, stop);
        }
        catch (Exception)
        {
            circuit.Abandoned();
            throw;
        }
    }

    private async Task<Work> Send(DeliveryRow delivery, HolderMessage code, Circuit circuit, CancellationToken stop)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code.Code };
        var text = code.Platform is { } platform ? texts.Sms("code-for", code.Language, fields, [await nameOf(platform)]) : texts.Sms("code", code.Language, fields, []);
        var link = new OwnerLink(delivery.Number, code.Generation, code.Language, delivery.Id, OwnerChannel.Sms);
        if (await GuardedMessage.Pass(new OwnerMessage(link, delivery.Number, "", text, "", null), ledger, stop) is not { } message)
        {
            circuit.Abandoned();
            return Work.Done;
        }

        var result = await sms!.Send(message, stop);
        GrainsTelemetry.AskedChannel(delivery, result);
        if (result is { Taken: false, Bounced: false })
        {
            circuit.Failed(delivery.Id, clock.Now());
            return Work.Failed(result);
        }

        circuit.Succeeded();
        return Work.Done;
    }
}
