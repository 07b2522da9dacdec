using System.Security.Cryptography;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Contracts.Holders;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Holders;

/// <summary>What holders and those whom they let look can do: prove the number by a code, see it, have what earlier owners left cleared. Pages and API ask the same desk.</summary>
internal sealed class HolderDesk(IGrainFactory grains, Attempts attempts, HolderBudget budget)
{
    /// <summary>Has a code sent to a number, if somebody has it; the answer does not tell.</summary>
    /// <param name="context">The request, for its address.</param>
    /// <param name="number">The number.</param>
    /// <param name="platform">The platform that asks in the holder's name, or null: the holder.</param>
    /// <param name="language">zh-CN or en.</param>
    /// <returns>False: too many were asked for.</returns>
    internal async Task<bool> Ask(HttpContext context, PhoneNumber number, string? platform, string language) =>
        Counted("too_many_codes", budget.MayAsk(context) && await Codes(number).Ask(platform, language));

    /// <summary>What a code proves. It is tried once and not again where the outcome is in doubt: a second try would be counted too.</summary>
    internal async Task<Proof> Prove(HttpContext context, PhoneNumber number, string? platform, string code)
    {
        if (!Counted("too_many_tries", budget.MayTry(context))) return new Proof(null, TooMany: true);
        var generation = await Codes(number).Prove(platform, code);
        return new Proof(Counted("wrong_code", generation is not null) ? new BoundNumber(number, generation!.Value) : null, TooMany: false);
    }

    /// <summary>The number as its holder sees it; null once the tenure is over in which the holder was proved.</summary>
    internal async Task<HolderView?> Read(BoundNumber bound) =>
        await grains.GetGrain<INumberGrain>(bound.Number.Value).ReadHolder(Party.Registry) is { } view && Counted("tenure_over", view.Generation == bound.Generation) ? view : null;

    /// <summary>Asks for every account of earlier owners.</summary>
    /// <returns>Whether the tenure is still the holder's.</returns>
    internal Task<bool> UnbindEarlier(BoundNumber bound, CancellationToken cancellation) => Send(
        bound, new UnbindEarlier { Id = NewId("unbind"), Actor = Party.Registry, Generation = bound.Generation }, static (grain, command) => grain.UnbindEarlier(command), cancellation);

    /// <summary>Has forwarding from before stopped.</summary>
    /// <returns>Whether the tenure is still the holder's.</returns>
    internal Task<bool> CancelInbound(BoundNumber bound, CancellationToken cancellation) => Send(
        bound, new CancelInbound { Id = NewId("forwarding"), Actor = Party.Registry, Generation = bound.Generation }, static (grain, command) => grain.CancelInbound(command), cancellation);

    private async Task<bool> Send<T>(BoundNumber bound, T command, Func<INumberGrain, T, Task<CommandReply>> send, CancellationToken cancellation) where T : NumberCommand =>
        Counted("tenure_over", (await attempts.Run(() => send(grains.GetGrain<INumberGrain>(bound.Number.Value), command), cancellation)).Refusal is null);

    private IHolderCodeGrain Codes(PhoneNumber number) => grains.GetGrain<IHolderCodeGrain>(number.Value);

    // Pressing twice is harmless, so each press is a command of its own; an id that repeats would hide the second of two that were meant.
    private static CommandId NewId(string what)
    {
        var key = $"holder:{what}:{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        return new CommandId(key, key);
    }

    private static bool Counted(string reason, bool well)
    {
        if (!well) ApiTelemetry.HolderRefused(reason);
        return well;
    }
}

/// <summary>What came of a code.</summary>
/// <param name="Bound">The number and tenure that it proves, or null.</param>
/// <param name="TooMany">The address tried too many; the code was not looked at.</param>
internal sealed record Proof(BoundNumber? Bound, bool TooMany);
