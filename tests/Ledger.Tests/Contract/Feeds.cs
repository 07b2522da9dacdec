using RecycledNumbers.Ledger.Deliveries;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private const string Wechat = "platform:wechat";

    [Fact]
    public async Task Parked_deliveries_are_pulled_page_by_page_in_order()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a"), Delivery("b"), Delivery("c"), Delivery("x", destination: "platform:other")));
        (await Ledger.ParkForPull(Wechat)).ShouldBe(3);

        var first = await Pull(null, 2);
        var second = await Pull(first[^1].Cursor, 2);

        first.Select(static d => d.Id).ShouldBe(["a", "b"]);
        second.Select(static d => d.Id).ShouldBe(["c"]);
        (await Pull(second[^1].Cursor, 2)).ShouldBeEmpty();
        (await Ledger.FindDelivery("x"))!.State.ShouldBe(DeliveryState.Open);
        (await Ledger.ParkForPull(Wechat)).ShouldBe(0);
    }

    [Fact]
    public async Task A_lane_parks_its_own()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a"), Delivery("other", lane: "platform:wechat/1"), Delivery("b")));

        (await Ledger.ParkForPull(Wechat, "platform:wechat/0")).ShouldBe(2);
        (await Pull(null, 10)).Select(static d => d.Id).ShouldBe(["a", "b"]);
        (await Ledger.FindDelivery("other"))!.State.ShouldBe(DeliveryState.Open);
    }

    [Fact]
    public async Task What_is_written_for_a_destination_that_pulls_is_parked_from_the_start_until_it_has_an_endpoint()
    {
        await Ledger.BeginPulling(Wechat);
        await Ledger.BeginPulling(Wechat);
        (await Ledger.IsPulling(Wechat)).ShouldBeTrue();
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("a"), Delivery("b"), Delivery("pushed", destination: "platform:other")));

        (await Pull(null, 10)).Select(static d => d.Id).ShouldBe(["a", "b"]);
        (await Ledger.FindDelivery("pushed"))!.State.ShouldBe(DeliveryState.Open);
        (await Due("platform:wechat/0")).ShouldBeEmpty();

        (await Ledger.OpenParked(Wechat, Noon)).ShouldBe(2);
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("c")));
        (await Ledger.IsPulling(Wechat)).ShouldBeFalse();
        (await Due("platform:wechat/0")).ShouldBe(["a", "c"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_parked_from_the_start_overtakes_nothing_of_its_number_that_is_still_open()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("older")));
        await Ledger.BeginPulling(Wechat);
        await Ledger.Commit(Commit(NumberOf(1), version: 1).Sending(Delivery("newer")));
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("of another number")));

        (await Pull(null, 10)).Select(static d => d.Id).ShouldBe(["of another number"]);
        await Ledger.ParkForPull(Wechat);
        (await Pull(null, 10)).Select(static d => d.Id).ShouldBe(["of another number", "older", "newer"]);
    }

    [Fact]
    public async Task What_is_parked_later_stands_behind_what_a_reader_has_passed()
    {
        // "old" is written first but parked last: its place in the feed must be where it entered it.
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("old")));
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("new", destination: "platform:aside")));
        await Ledger.RecordAttempts([new("old", DeliveryState.Dead, 1, Noon, null, null)]);
        await Ledger.Commit(Commit(NumberOf(3)).Sending(Delivery("parked first")));
        await Ledger.ParkForPull(Wechat);
        var passed = (await Pull(null, 10)).ShouldHaveSingleItem().Cursor;
        await Ledger.ReplayDelivery("old", null, Noon);
        await Ledger.ParkForPull(Wechat);

        (await Pull(passed, 10)).ShouldHaveSingleItem().Id.ShouldBe("old");
    }

    [Fact]
    public async Task A_delivery_that_dies_enters_the_list_of_the_dead_at_its_end()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("a")));
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("b")));
        await Ledger.RecordAttempts([new("b", DeliveryState.Dead, 1, Noon, null, null)]);
        var passed = (await Ledger.ReadDeliveries(null, [DeliveryState.Dead], null, 10)).ShouldHaveSingleItem().Cursor;
        await Ledger.RecordAttempts([new("a", DeliveryState.Dead, 1, Noon, null, null)]);

        (await Ledger.ReadDeliveries(null, [DeliveryState.Dead], passed, 10)).ShouldHaveSingleItem().Id.ShouldBe("a");
    }

    [Fact]
    public async Task Acknowledging_marks_what_was_pulled_up_to_the_cursor_once()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a"), Delivery("b"), Delivery("c")));
        await Ledger.ParkForPull(Wechat);
        var rows = await Pull(null, 10);

        (await Ledger.AcknowledgePulled(Wechat, rows[1].Cursor, 1)).ShouldHaveSingleItem().Id.ShouldBe("a");
        var marked = (await Ledger.AcknowledgePulled(Wechat, rows[1].Cursor, 10)).ShouldHaveSingleItem();

        (marked.Id, marked.State).ShouldBe(("b", DeliveryState.Acknowledged));
        (await Ledger.AcknowledgePulled(Wechat, rows[1].Cursor, 10)).ShouldBeEmpty();
        (await Ledger.AcknowledgePulled("platform:other", rows[2].Cursor, 10)).ShouldBeEmpty();
        (await Pull(null, 10)).ShouldHaveSingleItem().Id.ShouldBe("c");
    }

    [Fact]
    public async Task A_consumer_can_go_back_to_what_it_has_acknowledged()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a"), Delivery("b"), Delivery("c")));
        await Ledger.ParkForPull(Wechat);
        var rows = await Pull(null, 10);
        await Ledger.AcknowledgePulled(Wechat, rows[2].Cursor, 10);

        var again = await Ledger.ReadDeliveries(Wechat, [DeliveryState.Pull, DeliveryState.Acknowledged], rows[0].Cursor, 10);

        again.Select(static d => d.Id).ShouldBe(["b", "c"]);
        again.Select(static d => d.Cursor).ShouldBe([rows[1].Cursor, rows[2].Cursor]);
    }

    [Fact]
    public async Task Parked_deliveries_open_again_due_now_and_in_their_order()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a"), Delivery("b"), Delivery("c")));
        await Ledger.ParkForPull(Wechat);
        await Ledger.AcknowledgePulled(Wechat, (await Pull(null, 1))[0].Cursor, 10);

        (await Ledger.OpenParked(Wechat, Noon.AddHours(-1))).ShouldBe(2);

        (await Due("platform:wechat/0")).ShouldBe(["b"]);
        (await Ledger.FindDelivery("c"))!.NextAttempt.ShouldBe(Noon.AddHours(-1));
        (await Ledger.FindDelivery("a"))!.State.ShouldBe(DeliveryState.Acknowledged);
    }

    [Fact]
    public async Task Thousands_are_parked_and_opened_at_a_time()
    {
        await Together(Enumerable.Range(0, 50).Select(i => Commit(NumberOf(i)).Sending([.. Enumerable.Range(0, 100).Select(j => Delivery($"{i}/{j}"))])));

        (await Ledger.ParkForPull(Wechat)).ShouldBe(5000);
        (await Ledger.OpenParked(Wechat, Noon)).ShouldBe(5000);
    }

    [Fact]
    public async Task Deliveries_are_listed_by_state_and_destination()
    {
        await Ledger.Commit(Commit().Sending(Delivery("open"), Delivery("dead", destination: "platform:b"), Delivery("pull", destination: "platform:c")));
        await Ledger.RecordAttempts([new("dead", DeliveryState.Dead, 1, Noon, null, null)]);
        await Ledger.ParkForPull("platform:c");

        (await Ids(null, DeliveryState.Open)).ShouldBe(["open"]);
        (await Ids(null, DeliveryState.Dead)).ShouldBe(["dead"]);
        (await Ids("platform:b", DeliveryState.Dead, DeliveryState.Open)).ShouldBe(["dead"]);
        (await Ids(null, DeliveryState.Dead, DeliveryState.Open, DeliveryState.Pull)).ShouldBe(["open", "dead", "pull"]);
        (await Ids("platform:b", DeliveryState.Open)).ShouldBeEmpty();
        (await Ids(null)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("-1.2")]
    [InlineData("1.-2")]
    [InlineData("1.2.3")]
    [InlineData("1. 2")]
    [InlineData("18446744073709551615.1")]
    [InlineData("1.99999999999999999999999")]
    [InlineData("1;drop table deliveries")]
    public async Task A_cursor_that_was_never_given_out_is_the_callers_mistake(string cursor)
    {
        await Should.ThrowAsync<InvalidCursorException>(() => Ledger.ReadDeliveries(null, [DeliveryState.Pull], cursor, 1));
        await Should.ThrowAsync<InvalidCursorException>(() => Ledger.AcknowledgePulled(Wechat, cursor, 1));
        await Should.ThrowAsync<InvalidCursorException>(() => Ledger.ReadOpenUnbindings(Wechat, cursor, 1));
    }

    private Task<IReadOnlyList<DeliveryRow>> Pull(string? after, int limit) => Ledger.ReadDeliveries(Wechat, [DeliveryState.Pull], after, limit);

    private async Task<IEnumerable<string>> Ids(string? destination, params DeliveryState[] states) =>
        (await Ledger.ReadDeliveries(destination, states, null, 100)).Select(static d => d.Id);
}
