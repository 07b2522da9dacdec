using System.Globalization;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Grains.Checks;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Bench.Checks;

/// <summary>What a number costs in the block index: heap before and after blocks whose every number is known.</summary>
internal static class IndexMemoryBench
{
    public static Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var count = asked.Amount(100, 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var blocks = new NumberBlock[count];
        for (var i = 0; i < count; i++)
        {
            blocks[i] = Full(new BlockKey(8_613_800_000 + i));
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)(count * BlockKey.Size);
        GC.KeepAlive(blocks);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} blocks: {bytes:0.00} bytes a number"));
        return Task.FromResult<IReadOnlyList<Figure>>(
            [new("bytes_index_number", string.Create(CultureInfo.InvariantCulture, $"heap for each of {count * BlockKey.Size:N0} numbers in the block index"), bytes, "B", null, null, Target.Most(16))]);
    }

    private static NumberBlock Full(BlockKey key)
    {
        var since = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var block = new NumberBlock(key, key.Calendar);
        block.Load([.. Enumerable.Range(0, BlockKey.Size).Select(line => new NumberFacts(key.NumberAt(line), "inService", 2, 40, since, since.AddDays(line % 2000)))]);
        return block;
    }
}
