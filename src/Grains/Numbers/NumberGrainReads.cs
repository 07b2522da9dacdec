using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Grains.Numbers;

/// <summary>What may be seen of a number, by whom: always the last committed state.</summary>
internal sealed partial class NumberGrain
{
    public async Task<NumberView?> Read(Party reader) =>
        await MayRead(reader) is { } policies ? NumberView.Of(committed, policies) : null;

    public async Task<Disclosure?> ReadDisclosure(Party reader) =>
        await MayRead(reader) is { } policies ? Disclosure.Of(committed, policies.Freeze) : null;

    public async Task<HistoryPage?> ReadHistory(Party reader, long after, int limit) =>
        await MayRead(reader) is null ? null : await history.Read(number.Value, committed.Salts, reader, after, limit);

    public Task<OwnerView?> ReadOwner(Party reader, int generation) => Task.FromResult(IsRegistry(reader) ? OwnerView.Of(committed, generation) : null);

    public Task<HolderView?> ReadHolder(Party reader) => Task.FromResult(IsRegistry(reader) ? HolderView.Of(committed, country) : null);

    public async Task<LinkedAccounts> ReadLinked(Party reader, string subscriber) =>
        await MayRead(reader) is null ? LinkedAccounts.Refuse(Refusal.NotFound) : LinkedAccounts.Of(committed, subscriber);

    private bool IsRegistry(Party reader)
    {
        asked = true;
        EnsureReadable();
        return reader.Kind == PartyKind.Registry;
    }

    private async Task<NumberPolicies?> MayRead(Party reader)
    {
        asked = true;
        EnsureReadable();
        var policies = await directory.For(country, committed, reader);
        var holder = committed.Carrier ?? policies.BlockHolder;
        return reader.Kind == PartyKind.Operator ? (committed.Sequence > 0 || holder is not null ? policies : null)
            : reader.Kind == PartyKind.Carrier && reader.Id == holder ? policies : null;
    }
}
