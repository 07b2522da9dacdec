using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_delivery_reads_back_as_it_was_asked_for()
    {
        await Ledger.Commit(Commit().Sending(Delivery("d", at: Noon.AddHours(1))));

        var row = (await Ledger.FindDelivery("d"))!;

        row.ShouldBe(new DeliveryRow
        {
            Id = "d",
            Cursor = row.Cursor,
            Lane = "platform:wechat/0",
            Destination = "platform:wechat",
            Number = Number,
            Generation = 1,
            Kind = "unbinding.requested",
            Body = """{"x":1}""",
            State = DeliveryState.Open,
            CreatedAt = Noon,
            NextAttempt = Noon.AddHours(1),
            Attempts = 0,
        });
        (await Ledger.FindDelivery("none")).ShouldBeNull();
    }

    [Fact]
    public async Task A_delivery_that_no_commit_brings_is_queued_once_and_may_have_no_number()
    {
        await Ledger.EnqueueDelivery(Delivery("d"), "", Noon.AddSeconds(-1));
        await Ledger.EnqueueDelivery(Delivery("d") with { Body = "other" }, "", Noon);

        var row = (await Ledger.ReadDueDeliveries("platform:wechat/0", Noon, 10)).ShouldHaveSingleItem();
        row.ShouldBe(new DeliveryRow
        {
            Id = "d",
            Cursor = row.Cursor,
            Lane = "platform:wechat/0",
            Destination = "platform:wechat",
            Number = "",
            Generation = 1,
            Kind = "unbinding.requested",
            Body = """{"x":1}""",
            State = DeliveryState.Open,
            CreatedAt = Noon.AddSeconds(-1),
            NextAttempt = Noon,
            Attempts = 0,
        });
    }

    [Fact]
    public async Task A_delivery_with_an_id_that_stands_is_kept_as_it_is()
    {
        await Ledger.Commit(Commit().Sending(Delivery("d")));

        (await Ledger.Commit(Commit(version: 1).Sending(Delivery("d") with { Body = "other" }, Delivery("e")))).ShouldBeTrue();

        (await Ledger.FindDelivery("d"))!.Body.ShouldBe("""{"x":1}""");
        (await Ledger.FindDelivery("e")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Lanes_are_due_when_something_open_in_them_is_due_earliest_first()
    {
        await Ledger.Commit(Commit().Sending(
            Delivery("a", lane: "lane/late", at: Noon.AddMinutes(-1)),
            Delivery("b", lane: "lane/early", at: Noon.AddMinutes(-2)),
            Delivery("c", lane: "lane/early", at: Noon.AddMinutes(-1)),
            Delivery("d", lane: "lane/future", at: Noon.AddMinutes(1)),
            Delivery("e", destination: "platform:pull", lane: "lane/parked")));
        await Ledger.ParkForPull("platform:pull");

        (await Ledger.ReadDueLanes(_allShards, Noon, 10)).ShouldBe(["lane/early", "lane/late"]);
        (await Ledger.ReadDueLanes(_allShards, Noon, 1)).ShouldBe(["lane/early"]);
        (await Ledger.ReadDueLanes(_allShards, Noon.AddDays(-1), 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Due_lanes_are_read_by_shard_and_every_lane_of_a_shard_is_found()
    {
        var lanes = Enumerable.Range(0, 600).Select(static i => $"lane/{i}").ToList();
        await Ledger.Commit(Commit().Sending([.. lanes.Select(lane => Delivery(lane, lane: lane, at: Noon))]));

        var shares = await Task.WhenAll(Enumerable.Range(0, 4).Select(p => Ledger.ReadDueLanes([.. _allShards.Where(s => s % 4 == p)], Noon, 1_000)));

        shares.Index().ShouldAllBe(static share => share.Item.Count > 0 && share.Item.All(lane => WakeShard.Of(lane) % 4 == share.Index));
        shares.SelectMany(static share => share).ShouldBe(lanes, ignoreOrder: true);
        (await Ledger.ReadDueLanes([], Noon, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_oldest_open_delivery_of_a_destination_and_number_may_go()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("1a"), Delivery("1b"), Delivery("1x", destination: "platform:other", lane: "platform:wechat/0")));
        await Ledger.Commit(Commit(NumberOf(1), version: 1).Sending(Delivery("1c")));
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("2a")));

        (await Due("platform:wechat/0")).ShouldBe(["1a", "1x", "2a"], ignoreOrder: true);
        await Ledger.SettleDeliveries(["1a"]);
        (await Due("platform:wechat/0")).ShouldBe(["1b", "1x", "2a"], ignoreOrder: true);
        (await Ledger.FindDelivery("1a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_delivery_that_waits_for_its_next_attempt_holds_up_its_own_number_only()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("1a"), Delivery("1b")));
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("2a")));

        await Ledger.RecordAttempts([new("1a", DeliveryState.Open, 1, Noon.AddMinutes(5), 503, "busy")]);

        (await Due("platform:wechat/0")).ShouldBe(["2a"]);
        (await Ledger.ReadDueDeliveries("platform:wechat/0", Noon.AddMinutes(5), 10)).Select(static d => d.Id).ShouldBe(["2a", "1a"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_dead_delivery_lets_the_next_one_of_its_number_go()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a"), Delivery("b")));

        await Ledger.RecordAttempts([new("a", DeliveryState.Dead, 12, Noon.AddDays(9), 410, "gone")]);

        (await Due("platform:wechat/0")).ShouldBe(["b"]);
        var dead = (await Ledger.FindDelivery("a"))!;
        (dead.State, dead.Attempts, dead.LastStatus, dead.LastError, dead.NextAttempt).ShouldBe((DeliveryState.Dead, 12, 410, "gone", Noon));
    }

    [Fact]
    public async Task Due_deliveries_come_by_due_time_and_no_more_than_asked()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await Ledger.Commit(Commit(NumberOf(i)).Sending(Delivery($"d{i}", at: Noon.AddMinutes(-i))));
        }

        (await Ledger.ReadDueDeliveries("platform:wechat/0", Noon, 2)).Select(static d => d.Id).ShouldBe(["d4", "d3"]);
    }

    [Fact]
    public async Task An_attempt_keeps_what_went_wrong_within_500_storable_characters()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a")));

        await Ledger.RecordAttempts([new("a", DeliveryState.Open, 1, Noon, null, "nul \0 half \ud83d" + new string('x', 900)), new("unknown", DeliveryState.Open, 1, Noon, null, null)]);

        var row = (await Ledger.FindDelivery("a"))!;
        row.LastError!.Length.ShouldBe(500);
        row.LastError.ShouldStartWith("nul \uFFFD half \uFFFDx");
        row.LastStatus.ShouldBeNull();
    }

    [Fact]
    public async Task An_attempt_recorded_late_does_not_bring_back_what_was_parked_or_settled()
    {
        await Ledger.Commit(Commit().Sending(Delivery("parked"), Delivery("settled", destination: "platform:other")));
        await Ledger.ParkForPull("platform:wechat");
        await Ledger.SettleDeliveries(["settled"]);

        await Ledger.RecordAttempts([new("parked", DeliveryState.Open, 1, Noon, 500, null), new("settled", DeliveryState.Open, 1, Noon, 500, null)]);

        (await Ledger.FindDelivery("parked"))!.State.ShouldBe(DeliveryState.Pull);
        (await Ledger.FindDelivery("settled")).ShouldBeNull();
    }

    [Fact]
    public async Task An_attempt_leaves_a_delivery_open_or_dead_and_nothing_else() =>
        await Should.ThrowAsync<ArgumentException>(() => Ledger.RecordAttempts([new("a", DeliveryState.Pull, 1, Noon, null, null)]));

    [Fact]
    public async Task A_dead_delivery_can_be_replayed_by_its_own_destination_once()
    {
        await Ledger.Commit(Commit().Sending(Delivery("a")));
        (await Ledger.ReplayDelivery("a", null, Noon)).ShouldBeFalse();
        await Ledger.RecordAttempts([new("a", DeliveryState.Dead, 12, Noon, 410, "gone")]);

        (await Ledger.ReplayDelivery("a", "platform:other", Noon)).ShouldBeFalse();
        (await Ledger.ReplayDelivery("a", "platform:wechat", Noon.AddDays(1))).ShouldBeTrue();
        (await Ledger.ReplayDelivery("a", null, Noon)).ShouldBeFalse();

        var row = (await Ledger.FindDelivery("a"))!;
        (row.State, row.Attempts, row.NextAttempt).ShouldBe((DeliveryState.Open, 0, Noon.AddDays(1)));
    }

    [Fact]
    public async Task Nothing_to_settle_or_record_is_nothing()
    {
        await Ledger.SettleDeliveries([]);
        await Ledger.RecordAttempts([]);
        await Ledger.SettleDeliveries(["never", "was"]);
    }

    private async Task<IEnumerable<string>> Due(string lane) => (await Ledger.ReadDueDeliveries(lane, Noon, 100)).Select(static d => d.Id);
}
