using System.Collections.Immutable;
using System.Text.Json;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Numbers;

/// <summary>What a number remembers of the commands that it accepted.</summary>
internal interface ICommandMemory
{
    /// <summary>The reply to a command that was accepted before, or null. An empty fingerprint asks by id alone.</summary>
    Task<CommandReply?> Find(string number, ImmutableArray<long> seen, Party actor, CommandId id);
}

/// <summary>Answers are kept for 30 days; ids stand guard for longer, so that a command that comes again after that is refused and not applied again.</summary>
internal sealed class CommandMemory(ILedger ledger) : ICommandMemory
{
    public static CommandRow Remember(NumberCommand command, Decision decision, DateTimeOffset now) => new(
        IdOf(command.Actor, command.Id),
        command.Id.Fingerprint,
        decision.State.Generation,
        now,
        JsonSerializer.Serialize(decision.Answer, NumberFormat.Options));

    public async Task<CommandReply?> Find(string number, ImmutableArray<long> seen, Party actor, CommandId id)
    {
        var full = IdOf(actor, id);
        if (!seen.Contains(CommandRow.HashOf(full)))
        {
            return null;
        }

        try
        {
            return await ledger.FindCommand(number, full) is { } row ? Reply(row, id) : null;
        }
        catch (LedgerUnavailableException)
        {
            throw new RegistryUnavailableException("The ledger cannot be read at the moment; nothing was changed.");
        }
    }

    private static CommandReply Reply(CommandRow row, CommandId id) =>
        id.Fingerprint.Length > 0 && row.Fingerprint != id.Fingerprint ? new CommandReply(Refusal.KeyReused, null, Replayed: false)
        : row.Answer is null ? new CommandReply(Refusal.KeyExpired, null, Replayed: false)
        : new CommandReply(null, JsonSerializer.Deserialize<CommandAnswer>(row.Answer, NumberFormat.Options), Replayed: true);

    private static string IdOf(Party actor, CommandId id) => $"{actor}/{id.Key}";
}
