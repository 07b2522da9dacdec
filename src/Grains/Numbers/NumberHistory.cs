using System.Collections.Immutable;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Numbers;

/// <summary>A number's history, as much of it as the reader may see.</summary>
internal interface INumberHistory
{
    /// <summary>Events after a sequence, oldest first.</summary>
    /// <param name="number">The number.</param>
    /// <param name="salts">What opens its tenures; what is sealed with a salt that is gone is left out.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="after">Sequence.</param>
    /// <param name="limit">Most events.</param>
    Task<HistoryPage> Read(string number, ImmutableArray<TenureSalt> salts, Party reader, long after, int limit);
}

internal sealed class NumberHistory(ILedger ledger, TenureSeal seal) : INumberHistory
{
    public async Task<HistoryPage> Read(string number, ImmutableArray<TenureSalt> salts, Party reader, long after, int limit)
    {
        try
        {
            var rows = await ledger.ReadEvents(number, after, limit + 1);
            return new HistoryPage(
                [.. rows.Take(limit).Select(r => new HistoryEvent(r.Sequence, r.At, r.Type, r.Actor, EventPrivacy.MaySeeCause(reader, r) ? r.Cause : "", EventPrivacy.Redact(r.Data, text => seal.Open(number, salts, text)).Data))],
                rows.Count > limit ? rows[limit - 1].Sequence : null);
        }
        catch (LedgerUnavailableException)
        {
            throw new RegistryUnavailableException("The ledger cannot be read at the moment.");
        }
    }
}
