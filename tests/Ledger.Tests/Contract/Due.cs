using RecycledNumbers.Ledger.Numbers;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly short[] _allShards = [.. Enumerable.Range(0, WakeShard.Count).Select(static shard => (short)shard)];

    [Fact]
    public async Task Due_numbers_come_earliest_first_and_no_more_than_asked()
    {
        await Together(Enumerable.Range(0, 50).Select(i => Commit(NumberOf(i)) with { WakeAt = Noon.AddMinutes(-i) }));

        (await Ledger.ReadDue(_allShards, Noon, 3)).ShouldBe(
            [new DueNumber(NumberOf(49), Noon.AddMinutes(-49)), new DueNumber(NumberOf(48), Noon.AddMinutes(-48)), new DueNumber(NumberOf(47), Noon.AddMinutes(-47))]);
    }

    [Fact]
    public async Task What_is_not_yet_due_or_never_due_is_not_listed()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { WakeAt = Noon });
        await Ledger.Commit(Commit(NumberOf(2)) with { WakeAt = Noon.AddMicroseconds(1) });
        await Ledger.Commit(Commit(NumberOf(3)));

        (await Ledger.ReadDue(_allShards, Noon, 10)).ShouldHaveSingleItem().Number.ShouldBe(NumberOf(1));
    }

    [Fact]
    public async Task A_shard_lists_its_own_numbers_only()
    {
        await Together(Enumerable.Range(0, 50).Select(i => Commit(NumberOf(i)) with { WakeAt = Noon }));
        short[] shards = [WakeShard.Of(NumberOf(1)), WakeShard.Of(NumberOf(2))];

        var due = await Ledger.ReadDue(shards, Noon, 100);

        due.Select(static d => d.Number).ShouldBe(Enumerable.Range(0, 50).Select(NumberOf).Where(n => shards.Contains(WakeShard.Of(n))), ignoreOrder: true);
    }

    [Fact]
    public async Task A_commit_without_a_wake_time_takes_the_number_off_the_list()
    {
        await Ledger.Commit(Commit() with { WakeAt = Noon });
        await Ledger.Commit(Commit(version: 1));

        (await Ledger.ReadDue(_allShards, Noon, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Instants_keep_their_microsecond_and_come_back_in_universal_time()
    {
        var inChina = new DateTimeOffset(2026, 3, 4, 20, 0, 0, TimeSpan.FromHours(8)).AddTicks(1_234_567);
        await Ledger.Commit(Commit() with { WakeAt = inChina });

        var due = (await Ledger.ReadDue(_allShards, inChina, 1)).ShouldHaveSingleItem();

        due.WakeAt.ShouldBe(inChina.AddTicks(-7));
        due.WakeAt.Offset.ShouldBe(TimeSpan.Zero);
    }
}
