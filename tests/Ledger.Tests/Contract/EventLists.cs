using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private IEventLists Lists => Ledger;

    [Fact]
    public async Task A_look_gives_what_is_wanted_and_goes_on_behind_all_that_it_looked_at()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Telling(Event(), Happened(2)));
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Event()));

        var look = await Lists.Look(["deactivated"], null, null, null);

        (look.Rows.ShouldHaveSingleItem().Number, look.Rows[0].Event, look.IsEnd).ShouldBe((NumberOf(1), Happened(2), true));
        (await Lists.Look(["assigned"], look.Cursor, null, null)).Rows.ShouldBeEmpty();
        (await Lists.Look(["assigned"], look.Rows[0].Cursor, null, null)).Rows.ShouldHaveSingleItem().Number.ShouldBe(NumberOf(2));
        await Ledger.Commit(Commit(NumberOf(3)).Telling(Event()));
        (await Lists.Look(["assigned"], look.Cursor, null, null)).Rows.ShouldHaveSingleItem().Number.ShouldBe(NumberOf(3));
    }

    [Fact]
    public async Task Looks_neither_overlap_nor_leave_anything_out()
    {
        var history = Enumerable.Range(1, 60).Select(static i => i % 3 == 0 ? Happened(i) : Event(i)).ToArray();
        await Together(Enumerable.Range(0, 100).Select(i => Commit(NumberOf(i)).Telling(history)));
        var (seen, looks, look) = (new List<(string, long)>(), 0, new EventLook([], "0.0", false));
        for (; !look.IsEnd; looks++)
        {
            look = await Lists.Look(["deactivated"], look.Cursor, null, null);
            seen.AddRange(look.Rows.Select(static r => (r.Number, r.Event.Sequence)));
        }

        looks.ShouldBe(2);
        seen.Count.ShouldBe(2_000);
        seen.Distinct().Count().ShouldBe(2_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-1.0")]
    [InlineData("1.-1")]
    [InlineData("99999999999999999999.1")]
    [InlineData("1.1\0")]
    [InlineData("9000000000000000000.1")]
    public async Task A_cursor_that_was_never_given_out_is_refused(string cursor)
    {
        await Ledger.Commit(Commit().Telling(Event()));

        await Should.ThrowAsync<InvalidCursorException>(() => Lists.Look(Wanted, cursor, null, null));
    }

    [Fact]
    public async Task A_platform_is_told_of_tenures_in_which_it_has_an_account()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Telling(Bound(1, "b1", "ride"), Happened(2)));
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Bound(1, "b2", "bank"), Happened(2)));
        await Ledger.Commit(Commit(NumberOf(3)).Telling(Bound(1, "b3", "ride"), Removed(2, "b3"), Happened(3)));
        await Ledger.Commit(Commit(NumberOf(4)).Telling(Happened(1), Bound(2, "b4", "ride")));
        await Ledger.Commit(Commit(NumberOf(5)).Telling(Bound(1, "b5", "ride"), Removed(2, "b5"), Bound(3, "b6", "ride"), Happened(4), Removed(5, "b6")));
        await Ledger.Commit(Commit(NumberOf(6)).Telling(Bound(1, "b7", "ride"), Happened(2) with { Generation = 2 }));
        await Ledger.Commit(Commit(NumberOf(7)).Telling(Bound(1, "b8", "ride"), Happened(2) with { Type = "transferred", Generation = 2 }));
        await Ledger.Commit(Commit(NumberOf(8)).Telling(Bound(1, "b9", "ride"), Happened(2) with { Type = "transferred", Generation = 3 }));

        (await Lists.Look(["deactivated", "transferred"], null, null, "ride")).Rows.Select(static r => r.Number).ShouldBe([NumberOf(1), NumberOf(5), NumberOf(7)]);
        (await Lists.Look(["deactivated", "transferred"], null, null, null)).Rows.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_closed_day_is_a_stretch_that_gains_nothing_more()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Telling(Event()));
        await Lists.CloseDays(Monday);
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Event()));
        await Lists.CloseDays(Monday.AddDays(1));
        await Ledger.Commit(Commit(NumberOf(3)).Telling(Event()));
        await Lists.CloseDays(Monday.AddDays(1));
        await Lists.CloseDays(Monday.AddDays(3));

        (await Lists.FindDay(Monday)).ShouldBeNull("nobody knows where the first one began");
        (await NumbersOf(Monday.AddDays(1))).ShouldBe([NumberOf(2)]);
        (await NumbersOf(Monday.AddDays(2))).ShouldBe([NumberOf(3)]);
        (await NumbersOf(Monday.AddDays(3))).ShouldBeEmpty();
        (await Lists.FindDay(Monday.AddDays(4))).ShouldBeNull();
        (await Lists.FindLastDay()).ShouldBe(Monday.AddDays(3));
    }

    [Fact]
    public async Task Processes_that_close_the_same_days_agree_and_every_event_is_in_one_of_them()
    {
        await Lists.CloseDays(Monday);
        await using var other = Open();
        var writing = Together(Enumerable.Range(0, 200).Select(i => Commit(NumberOf(i)).Telling(Event())));
        for (var day = 1; day <= 20; day++)
        {
            var last = Monday.AddDays(day);
            await Task.WhenAll(Lists.CloseDays(last), ((IEventLists)other).CloseDays(last));
        }

        await writing;
        await Lists.CloseDays(Monday.AddDays(21));

        var seen = new List<string>();
        for (var day = 1; day <= 21; day++)
        {
            seen.AddRange(await NumbersOf(Monday.AddDays(day)));
        }

        seen.Count.ShouldBe(200);
        seen.ShouldBeUnique();
    }

    private async Task<IEnumerable<string>> NumbersOf(DateOnly day) =>
        (await Lists.Look(Wanted, null, (await Lists.FindDay(day)).ShouldNotBeNull(), null)).Rows.Select(static r => r.Number);

    private static EventRow Happened(long sequence) => Event(sequence) with { Type = "deactivated" };

    private static EventRow Bound(long sequence, string id, string platform) =>
        Event(sequence) with { Type = "bindingRegistered", Data = $$"""{"type":"bindingRegistered","binding":{"id":"{{id}}","platform":"{{platform}}"} }""" };

    private static EventRow Removed(long sequence, string id) =>
        Event(sequence) with { Type = "bindingRemoved", Data = $$"""{"type":"bindingRemoved","bindingId":"{{id}}"}""" };
}
