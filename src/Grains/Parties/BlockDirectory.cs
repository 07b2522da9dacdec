using System.Collections.Immutable;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Blocks;

namespace RecycledNumbers.Grains.Parties;

/// <summary>Which carrier holds the block that a number lies in.</summary>
internal interface IBlockDirectory
{
    /// <summary>The carrier's id, or null where no block is given out.</summary>
    ValueTask<string?> HolderOf(string number);
}

/// <summary>Blocks that were asked for stay at hand: a block that is given out is never taken back or changed. A number in none is asked for again each time.</summary>
internal sealed class BlockDirectory(ILedger ledger) : IBlockDirectory
{
    private static readonly Comparer<BlockRow> ByFirst = Comparer<BlockRow>.Create((a, b) =>
        a.First.Length != b.First.Length ? a.First.Length.CompareTo(b.First.Length) : string.CompareOrdinal(a.First, b.First));

    /// <summary>Sorted, so that the one candidate for a number is the last block that starts at or before it. Replaced whole; a lost race is asked for again.</summary>
    private ImmutableArray<BlockRow> blocks = [];

    public async ValueTask<string?> HolderOf(string number)
    {
        if (Known(number) is { } block)
        {
            return block.Carrier;
        }

        try
        {
            if (await ledger.FindBlock(number) is not { } found)
            {
                return null;
            }

            var known = blocks;
            var place = known.BinarySearch(found, ByFirst);
            blocks = place >= 0 ? known : known.Insert(~place, found);
            return found.Carrier;
        }
        catch (LedgerUnavailableException)
        {
            throw new RegistryUnavailableException("The ledger cannot be read at the moment; nothing was changed.");
        }
    }

    private BlockRow? Known(string number)
    {
        var known = blocks;
        var place = known.BinarySearch(new BlockRow(number, number, ""), ByFirst);
        var candidate = place >= 0 ? place : ~place - 1;
        return candidate >= 0 && Contains(known[candidate], number) ? known[candidate] : null;
    }

    private static bool Contains(BlockRow block, string number) =>
        block.First.Length == number.Length && string.CompareOrdinal(block.First, number) <= 0 && string.CompareOrdinal(number, block.Last) <= 0;
}
