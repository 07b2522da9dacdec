using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Commands;

/// <summary>The command of this request on its way to the grain that decides it; a parameter of handlers marked <c>AsCommand</c>.</summary>
internal sealed class CommandCall
{
    private readonly CommandInFlight inFlight;
    private readonly IGrainFactory grains;
    private readonly Attempts attempts;
    private readonly RecentCommands recent;

    private CommandCall(HttpContext context, Caller caller)
    {
        inFlight = CommandInFlight.Of(context);
        grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        attempts = context.RequestServices.GetRequiredService<Attempts>();
        recent = context.RequestServices.GetRequiredService<RecentCommands>();
        Cancellation = context.RequestAborted;
        Caller = caller;
        Actor = caller.AsParty();
        Id = new CommandId(inFlight.Key.Key, inFlight.Key.Fingerprint, inFlight.Key.Generation);
    }

    /// <summary>Who calls.</summary>
    internal Caller Caller { get; }

    /// <summary>Who calls, as the rules know it.</summary>
    internal Party Actor { get; }

    /// <summary>The caller's id of the command.</summary>
    internal CommandId Id { get; }

    /// <summary>Ends when the caller has gone.</summary>
    internal CancellationToken Cancellation { get; }

    /// <summary>The call of this request.</summary>
    public static async ValueTask<CommandCall> BindAsync(HttpContext context) => new(context, await Caller.BindAsync(context));

    /// <summary>Sends a command to its number, and makes that number the one to ask when the outcome stays in doubt.</summary>
    internal Task<CommandReply> Send<T>(string number, T command, Func<INumberGrain, T, Task<CommandReply>> send) where T : NumberCommand
    {
        inFlight.Number = number;
        return SendPart(number, command, send);
    }

    /// <summary>Sends one of the many commands that a request is made of: no single number could be asked for all of them.</summary>
    internal async Task<CommandReply> SendPart<T>(string number, T command, Func<INumberGrain, T, Task<CommandReply>> send) where T : NumberCommand
    {
        try
        {
            return await attempts.Run(() => send(grains.GetGrain<INumberGrain>(number), command), Cancellation);
        }
        finally
        {
            recent.Note(number);
        }
    }

    /// <summary>Asks a grain that holds settings.</summary>
    internal Task<Reply<T>> Ask<TGrain, T>(string key, Func<TGrain, Task<Reply<T>>> ask) where TGrain : IGrainWithStringKey =>
        attempts.Run(() => ask(grains.GetGrain<TGrain>(key)), Cancellation);

    /// <summary>The id of one part of this command: the same for the same part of a repeat, and no key that a caller would come up with.</summary>
    /// <param name="place">Which part.</param>
    /// <param name="fingerprint">What it says, or null: what the whole request says.</param>
    internal CommandId PartId(string place, string? fingerprint = null)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{inFlight.Key.Key}\n{place}"));
        return new CommandId($"part:{Base64Url.EncodeToString(hash.AsSpan(0, 24))}:{place}", fingerprint ?? inFlight.Key.Fingerprint);
    }
}
