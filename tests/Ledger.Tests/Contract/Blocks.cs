using RecycledNumbers.Ledger.Blocks;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly BlockRow _block = new("+8613800000000", "+8613800099999", "cmcc");

    [Theory]
    [InlineData("+8613800000000", true)]
    [InlineData("+8613800099999", true)]
    [InlineData("+8613800050000", true)]
    [InlineData("+8613800100000", false)]
    [InlineData("+8613799999999", false)]
    [InlineData("+861380000000", false)]
    [InlineData("+86138000000000", false)]
    [InlineData("nonsense\0", false)]
    public async Task A_number_lies_in_the_block_that_covers_it(string number, bool inside)
    {
        await Ledger.AddBlock(_block);
        await Ledger.AddBlock(new("+86138000000000", "+86138000000000", "other") { First = "+861380000", Last = "+861380000" });

        (await Ledger.FindBlock(number)).ShouldBe(inside ? _block : null);
    }

    [Theory]
    [InlineData("+8613800000000", "+8613800099999", "unicom")]
    [InlineData("+8613800000000", "+8613800000009", "cmcc")]
    [InlineData("+8613800099999", "+8613800199999", "cmcc")]
    [InlineData("+8613799999999", "+8613800000000", "cmcc")]
    [InlineData("+8613700000000", "+8613899999999", "cmcc")]
    [InlineData("+8613800010000", "+8613800010000", "cmcc")]
    public async Task A_block_that_overlaps_is_not_given(string first, string last, string carrier)
    {
        await Ledger.AddBlock(_block);

        (await Ledger.AddBlock(new(first, last, carrier))).ShouldBeFalse();

        (await Ledger.ReadBlocks("cmcc", null, 10)).ShouldBe([_block]);
    }

    [Fact]
    public async Task The_very_same_block_counts_as_given()
    {
        (await Ledger.AddBlock(_block)).ShouldBeTrue();
        (await Ledger.AddBlock(_block)).ShouldBeTrue();
    }

    [Fact]
    public async Task Blocks_of_other_lengths_do_not_overlap()
    {
        await Ledger.AddBlock(_block);

        (await Ledger.AddBlock(new("+861380000", "+861380009", "unicom"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_overlapping_blocks_added_at_once_exactly_one_is_given()
    {
        await using var other = Open();
        var given = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Ledger : other).AddBlock(new($"+86138000{i:D5}", $"+86138000{i + 1000:D5}", $"carrier{i}")))));

        given.Count(static g => g).ShouldBe(1);
    }

    [Theory]
    [InlineData("+8613800099999", "+8613800000000")]
    [InlineData("+861380000000", "+8613800000000")]
    [InlineData("8613800000000", "8613800099999")]
    [InlineData("+0613800000000", "+0613800099999")]
    [InlineData("+86138000x0000", "+86138000x9999")]
    public async Task A_block_that_is_no_range_is_a_mistake_of_the_caller(string first, string last) =>
        await Should.ThrowAsync<ArgumentException>(() => Ledger.AddBlock(new(first, last, "cmcc")));

    [Fact]
    public async Task A_carriers_blocks_are_listed_page_by_page()
    {
        BlockRow[] blocks = [.. Enumerable.Range(0, 5).Select(static i => new BlockRow($"+8613{i}00000000", $"+8613{i}99999999", i == 2 ? "unicom" : "cmcc"))];
        foreach (var block in blocks.Reverse())
        {
            await Ledger.AddBlock(block);
        }

        (await Ledger.ReadBlocks("cmcc", null, 2)).ShouldBe([blocks[0], blocks[1]]);
        (await Ledger.ReadBlocks("cmcc", blocks[1].First, 10)).ShouldBe([blocks[3], blocks[4]]);
    }
}
