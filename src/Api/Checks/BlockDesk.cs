using System.Collections.Concurrent;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks;

/// <summary>Ways to the blocks of numbers, kept at hand: looking up a grain and the number plan for each of a million rows would cost more than answering them.</summary>
internal sealed class BlockDesk(IGrainFactory grains)
{
    /// <summary>Most that are kept (a country's worth); beyond it the table is begun anew.</summary>
    private const int Most = 250_000;

    private ConcurrentDictionary<BlockKey, Block> blocks = new();

    internal Block Of(BlockKey key)
    {
        var known = blocks;
        if (known.TryGetValue(key, out var block)) return block;
        if (known.Count >= Most) blocks = known = new();
        return known.GetOrAdd(key, static (key, grains) => new Block(grains.GetGrain<INumberBlockGrain>(key.Text), key.IsPossible), grains);
    }

    /// <param name="Grain">Who answers.</param>
    /// <param name="IsPossible">Its numbers have a length that their country knows.</param>
    internal sealed record Block(INumberBlockGrain Grain, bool IsPossible);
}
