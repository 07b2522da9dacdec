using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Blocks;

/// <summary>Ranges that carriers hold. No two overlap, whoever adds them at the same time: the database itself sees to it.</summary>
internal sealed class BlockTable(Dialect dialect)
{
    public async Task<bool> Add(BlockRow block, CancellationToken cancellation)
    {
        if (!IsNumber(block.First) || !IsNumber(block.Last) || block.First.Length != block.Last.Length || string.CompareOrdinal(block.First, block.Last) > 0)
        {
            throw new ArgumentException("A block's first and last are E.164 numbers of the same length, the first not above the last.", nameof(block));
        }

        (string, object?)[] values = [("first", block.First), ("last", block.Last), ("carrier", block.Carrier)];
        return await dialect.Execute(new(dialect.AddBlock, values), cancellation) == 1
            || (await dialect.Query(new("select 1 from number_blocks where first = @first and last = @last and carrier = @carrier", values), static _ => true, cancellation)).Count == 1;
    }

    /// <summary>Of the blocks of this length, which do not overlap, only the one that starts next below a number can hold it.</summary>
    public async Task<BlockRow?> Find(string number, CancellationToken cancellation)
    {
        var rows = await dialect.Query(
            new($"""
                select {dialect.Top} first, last, carrier from number_blocks
                where first <= @number and {dialect.Length("first")} = {dialect.Length("@number")} order by first desc {dialect.Limit}
                """, ("number", number), ("limit", 1)),
            Read, cancellation);
        return rows.SingleOrDefault(block => string.CompareOrdinal(number, block.Last) <= 0);
    }

    public async Task<IReadOnlyList<BlockRow>> List(string carrier, string? afterFirst, int limit, CancellationToken cancellation) =>
        await dialect.Query(
            new($"select {dialect.Top} first, last, carrier from number_blocks where carrier = @carrier and first > @after order by first {dialect.Limit}",
                ("carrier", carrier), ("after", afterFirst ?? ""), ("limit", limit)),
            Read, cancellation);

    private static BlockRow Read(Row r) => new(r.Text(0), r.Text(1), r.Text(2));

    private static bool IsNumber(string text) =>
        text.Length is >= 3 and <= 16 && text[0] == '+' && text[1] is >= '1' and <= '9' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
