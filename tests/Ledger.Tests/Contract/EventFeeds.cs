using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly string[] Wanted = ["assigned", "deactivated"];

    [Fact]
    public async Task Events_of_all_numbers_come_in_the_order_of_their_commits()
    {
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Event()));
        await Ledger.Commit(Commit(NumberOf(1)).Telling(Event(), Event(2)));
        await Ledger.Commit(Commit(NumberOf(2), version: 1).Telling(Event(2)));

        var page = await Ledger.ReadEventFeed(Wanted, null, 10);

        page.Rows.Select(static r => (r.Number, r.Event.Sequence)).ShouldBe([(NumberOf(2), 1), (NumberOf(1), 1), (NumberOf(1), 2), (NumberOf(2), 2)]);
        page.Rows[0].Event.ShouldBe(Event());
        page.Rows.ShouldAllBe(static r => r.Settled);
    }

    [Fact]
    public async Task Pages_of_the_event_feed_neither_overlap_nor_leave_anything_out()
    {
        await Together(Enumerable.Range(0, 50).Select(i => Commit(NumberOf(i)).Telling(Event(), Event(2), Event(3))));
        var seen = new List<(string, long)>();
        string? cursor = null;
        FeedPage page;
        do
        {
            page = await Ledger.ReadEventFeed(Wanted, cursor, 7);
            seen.AddRange(page.Rows.Select(static r => (r.Number, r.Event.Sequence)));
            cursor = page.Cursor;
        }
        while (page.Rows.Count == 7);

        seen.Count.ShouldBe(150);
        seen.Distinct().Count().ShouldBe(150);
        await Ledger.Commit(Commit(NumberOf(99)).Telling(Event()));
        (await Ledger.ReadEventFeed(Wanted, cursor, 7)).Rows.ShouldHaveSingleItem().Number.ShouldBe(NumberOf(99));
    }

    [Fact]
    public async Task The_cursor_moves_on_where_nothing_of_interest_happened()
    {
        var start = (await Ledger.ReadEventFeed(["deactivated"], null, 10)).Cursor;
        await Ledger.Commit(Commit().Telling(Event()));
        var page = await Ledger.ReadEventFeed(["deactivated"], start, 10);

        page.Rows.ShouldBeEmpty();
        (await Ledger.ReadEventFeed(Wanted, page.Cursor, 10)).Rows.ShouldBeEmpty();
        (await Ledger.ReadEventFeed(Wanted, start, 10)).Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_begins_at_the_end_of_the_feed_sees_what_comes_after()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Telling(Event()));
        var end = await Ledger.ReadEventFeedEnd();
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Event()));

        (await Ledger.ReadEventFeed(Wanted, end, 10)).Rows.ShouldHaveSingleItem().Number.ShouldBe(NumberOf(2));
        await Should.ThrowAsync<InvalidCursorException>(() => Ledger.ReadEventFeed(Wanted, "nonsense", 10));
    }

    [Fact]
    public async Task Facts_of_a_range_are_read_at_once()
    {
        var state = """{"v":1,"number":{"number":"+8613800130000","phase":"frozen","tenure":{"generation":3,"subscriber":"s","since":"2026-03-04T08:00:00+08:00"},"coveredSince":"2016-01-02T03:04:05.123456+00:00","sequence":2}}""";
        await Ledger.Commit(Commit("+8613800130000") with { State = state, Phase = "frozen", Generation = 3, Events = [Event(), Event(2)] });
        await Ledger.Commit(Commit("+8613800139999") with { State = """{"v":1,"number":{"number":"+8613800139999","phase":"inService"}}""" });
        foreach (var other in (string[])["+8613800129999", "+8613800140000", "+86138001300001", "+861380013000"])
        {
            await Ledger.Commit(Commit(other));
        }

        var facts = (await Ledger.ReadFacts("+8613800130000", "+8613800139999")).OrderBy(static f => f.Number, StringComparer.Ordinal).ToList();

        facts.ShouldBe(
        [
            new NumberFacts("+8613800130000", "frozen", 3, 2, new DateTimeOffset(2016, 1, 2, 3, 4, 5, 123, 456, TimeSpan.Zero), new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero)),
            new NumberFacts("+8613800139999", "inService", 1, 0, null, null),
        ]);
        (await Ledger.ReadFacts(["+8613800139999", "+8613800139998"])).ShouldHaveSingleItem().ShouldBe(facts[1]);
    }
}
