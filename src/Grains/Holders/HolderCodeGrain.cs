using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Holders;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Holders;

/// <summary>Keeps a number's codes. A row is written and a message queued whether somebody has the number or not, so that neither the answer nor its time tells.</summary>
internal sealed class HolderCodeGrain(
    [PersistentState("holder-codes", DirectoryStorage.Name)] IPersistentState<HolderCodes> record,
    ILedger ledger,
    IDataProtectionProvider protection,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock) : Grain, IHolderCodeGrain
{
    private readonly IDataProtector seal = protection.CreateProtector("holder-code");

    private string Number => this.GetPrimaryKeyString();

    private HolderCodes Codes => record.RecordExists ? record.State : new HolderCodes();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (record.RecordExists && record.State.IsOver(clock.Now()))
        {
            await record.ClearStateAsync(cancellationToken);
        }
    }

    public async Task<bool> Ask(string? platform, string language)
    {
        var now = clock.Now();
        var digits = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var code = new HolderCode(
            $"code_{RandomNumberGenerator.GetHexString(32, lowercase: true)}", seal.Protect(digits), await Generation() ?? 0, platform, language, now + HolderCodes.Life, Tries: 0);
        if (Codes.Ask(code, now) is not { } next)
        {
            return false;
        }

        await this.WriteOrStepDown(record, next);
        var lane = DeliveryLanes.Of(Destination.Holder.Text, Number);
        await ledger.EnqueueDelivery(new NewDelivery(code.Id, lane, Destination.Holder.Text, code.Generation, OwnerKinds.Code, DeliveryJson.Write(new DeliveryBody { At = now }), now), Number, now);
        await GrainFactory.GetGrain<IDeliveryLaneGrain>(lane).Poke();
        return true;
    }

    // A try is written before it is answered: whoever asks many at once, or while a silo dies, has no more tries for it.
    public async Task<int?> Prove(string? platform, string code)
    {
        var now = clock.Now();
        if (!Codes.MayTry(now) || Codes.Code is not { } asked)
        {
            return null;
        }

        var right = asked.Platform == platform && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(seal.Unprotect(asked.Sealed)), Encoding.UTF8.GetBytes(code));
        await this.WriteOrStepDown(record, Codes.Tried(right));
        return right && asked.Generation > 0 && await Generation() == asked.Generation ? asked.Generation : null;
    }

    public Task<HolderMessage?> ReadMessage(string id) => Task.FromResult(
        Codes.MayTry(clock.Now()) && Codes.Code is { Generation: > 0 } code && code.Id == id
            ? new HolderMessage(seal.Unprotect(code.Sealed), code.Generation, code.Platform, code.Language)
            : null);

    private async Task<int?> Generation() => (await GrainFactory.GetGrain<INumberGrain>(Number).ReadHolder(Party.Registry))?.Generation;
}
