using System.Text.Json;
using RecycledNumbers.Ledger.Deliveries;
using static RecycledNumbers.Grains.Tests.Deliveries.Sending;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class PartyLaneBatchTests
{
    [Fact]
    public async Task A_batch_carries_the_heads_of_many_numbers_in_one_request()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver, batch: true);
        string[] ids = [.. Enumerable.Range(0, 150).Select(i => sending.Queue("number.deactivated", number: $"+861380013{i:D4}"))];

        await sending.Drain();

        receiver.Requests.Count.ShouldBe(2);
        receiver.Requests[0].Headers["content-type"].ShouldBe("application/cloudevents-batch+json; charset=utf-8");
        var events = receiver.Requests.SelectMany(r => JsonDocument.Parse(r.Body).RootElement.EnumerateArray()).ToArray();
        events.Select(e => e.GetProperty("id").GetString()).ShouldBe(ids);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_that_failed_comes_back_one_by_one_so_that_one_bad_event_spoils_nothing()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (r, http) => Receiver.Status(http, r.Body.Contains(OtherNumber, StringComparison.Ordinal) ? 400 : 204);
        using var sending = new Sending().To(receiver, batch: true);
        sending.Queue("number.deactivated");
        var bad = sending.Queue("number.deactivated", number: OtherNumber);
        var lane = sending.Lane();

        await lane.Round(CancellationToken.None);
        sending.Time.Advance(TimeSpan.FromSeconds(6));
        await lane.Round(CancellationToken.None);

        receiver.Requests.Count.ShouldBe(3);
        sending.Ledger.Rows.ShouldHaveSingleItem().Id.ShouldBe(bad);
    }

    [Fact]
    public async Task Without_an_endpoint_deliveries_are_parked_and_an_endpoint_opens_them()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending();
        var id = sending.Queue("number.deactivated");

        await sending.Drain();
        sending.Ledger.Row(id).State.ShouldBe(DeliveryState.Pull);
        sending.To(receiver);
        await sending.Ledger.OpenParked(Platform, sending.Time.GetUtcNow());
        await sending.Drain();

        receiver.Requests.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task An_endpoint_set_while_a_lane_parks_is_not_missed()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending();
        sending.Queue("number.deactivated");
        sending.Ledger.WhenParked = () => sending.To(receiver);

        await sending.Drain();

        receiver.Requests.ShouldHaveSingleItem();
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_dead_and_spoils_no_batch()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver, batch: true);
        var bad = sending.Queue("number.deactivated", number: OtherNumber, json: "{");
        var good = sending.Queue("number.deactivated");

        await sending.Drain();

        receiver.Requests.ShouldHaveSingleItem().Id.ShouldBe(good);
        sending.Ledger.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Id.ShouldBe(bad), r => r.State.ShouldBe(DeliveryState.Dead));
    }
}
