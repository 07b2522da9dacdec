using System.Collections.Concurrent;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks;

/// <summary>Ways to the blocks of numbers, kept at hand: looking up a grain and the number plan for each of a million rows would cost more than answering them.</summary>
/// <param name="grains">Where the blocks are asked.</param>
/// <param name="local">Those that this process holds itself; none in a gateway.</param>
internal sealed class BlockDesk(IGrainFactory grains, ILocalBlocks? local = null)
{
    /// <summary>Most that are kept (a country's worth); beyond it the table is begun anew.</summary>
    private const int Most = 250_000;

    private ConcurrentDictionary<BlockKey, Block> blocks = new();

    /// <summary>Its numbers have a length that their country knows.</summary>
    internal bool IsPossible(BlockKey key) => Of(key).IsPossible;

    /// <exception cref="Contracts.Faults.RegistryUnavailableException">The ledger can't be read.</exception>
    internal ValueTask<BlockAnswers> Check(BlockKey key, BlockQuestions questions) =>
        local?.Check(key, questions) is { } answers ? new(answers) : new(Of(key).Grain.Check(questions));

    private Block Of(BlockKey key)
    {
        var known = blocks;
        if (known.TryGetValue(key, out var block)) return block;
        if (known.Count >= Most) blocks = known = new();
        return known.GetOrAdd(key, static (key, grains) => new Block(grains.GetGrain<INumberBlockGrain>(key.Text), key.IsPossible), grains);
    }

    private sealed record Block(INumberBlockGrain Grain, bool IsPossible);
}
