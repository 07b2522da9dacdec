using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Ledger.Deliveries;
using static RecycledNumbers.Grains.Tests.Deliveries.Sending;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class PartyLaneTests
{
    [Fact]
    public async Task What_was_received_is_settled_in_order_per_number()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        string[] ids = [sending.Queue("number.deactivated"), sending.Queue("rebind.reminder"), sending.Queue("number.reassigned")];

        await sending.Drain();

        receiver.Requests.Select(r => r.Id).ShouldBe(ids);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lane_that_sees_an_endpoint_ends_a_pulling_that_was_noted_too_late()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");
        await sending.Ledger.BeginPulling(Platform);
        await sending.Ledger.ParkForPull(Platform);

        await sending.Drain();

        (await sending.Ledger.IsPulling(Platform)).ShouldBeFalse();
        receiver.Requests.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_failing_number_keeps_its_order_and_does_not_hold_up_another()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (r, http) => Receiver.Status(http, r.Body.Contains(OtherNumber, StringComparison.Ordinal) ? 500 : 204);
        using var sending = new Sending().To(receiver);
        var failing = sending.Queue("number.deactivated", number: OtherNumber);
        var behind = sending.Queue("rebind.reminder", number: OtherNumber);
        string[] healthy = [sending.Queue("number.deactivated"), sending.Queue("rebind.reminder")];

        await sending.Lane().Round(CancellationToken.None);
        await sending.Lane().Round(CancellationToken.None);

        sending.Ledger.Rows.Select(r => r.Id).ShouldBe([failing, behind]);
        sending.Ledger.Row(failing).LastStatus.ShouldBe(500);
        receiver.Requests.Select(r => r.Id).ShouldNotContain(behind);
        receiver.Requests.Select(r => r.Id).Where(healthy.Contains).ShouldBe(healthy);
    }

    [Fact]
    public async Task A_failure_is_charged_and_tried_again_within_the_ceiling()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        var row = sending.Ledger.Row(id);
        (row.Attempts, row.LastStatus, row.LastError).ShouldBe((1, 500, "HTTP 500."));
        (row.NextAttempt - sending.Time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromMilliseconds(-1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_lane_knows_when_to_come_back()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 429, "7");
        using var sending = new Sending().To(receiver);
        sending.Queue("number.deactivated");
        var lane = sending.Lane();

        var pause = await Sending.Drain(lane);
        sending.Time.Advance(TimeSpan.FromSeconds(8));
        receiver.Behaviour = (_, http) => Receiver.Status(http, 204);
        await Sending.Drain(lane);

        pause.Until.ShouldNotBeNull();
        (pause.Until.Value - sending.Time.GetUtcNow().AddSeconds(-8)).ShouldBeInRange(TimeSpan.FromSeconds(6.9), TimeSpan.FromSeconds(7.1));
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_says_429_is_left_alone_and_the_rest_is_not_charged()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 429, "60");
        using var sending = new Sending(new() { AllowLoopback = true, Parallelism = 1 }).To(receiver);
        var first = sending.Queue("number.deactivated");
        var second = sending.Queue("number.deactivated", number: OtherNumber);
        var lane = sending.Lane();

        await Sending.Drain(lane);
        await Sending.Drain(lane);

        receiver.Requests.ShouldHaveSingleItem().Id.ShouldBe(first);
        sending.Ledger.Row(second).Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Gone_is_dead_at_once_and_replay_sends_it_with_the_same_id()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 410);
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");

        await sending.Drain();
        sending.Ledger.Row(id).State.ShouldBe(DeliveryState.Dead);
        receiver.Behaviour = (_, http) => Receiver.Status(http, 204);
        await sending.Ledger.ReplayDelivery(id, Platform, sending.Time.GetUtcNow());
        await sending.Drain();

        receiver.Requests.Select(r => r.Id).ShouldBe([id, id]);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var canary = await Receiver.Start();
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) =>
        {
            http.Response.Headers.Location = canary.Url;
            return Receiver.Status(http, 307);
        };
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");

        await sending.Lane().Round(CancellationToken.None);

        canary.Requests.ShouldBeEmpty();
        sending.Ledger.Row(id).LastError.ShouldBe("HTTP 307: redirects are not followed.");
    }

    [Fact]
    public async Task What_the_filter_leaves_out_is_settled_unsent_but_unbindings_and_tests_always_come()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver, events: "number.deactivated");
        string[] sent =
        [
            sending.Queue("number.deactivated"),
            sending.Queue("unbinding.requested", number: "+8613800138001", body: new DeliveryBody { UnbindingId = "unb_1" }),
            sending.Queue("webhook.test", number: ""),
        ];
        sending.Queue("rebind.reminder");

        await sending.Drain();

        receiver.Requests.Select(r => r.Id).ShouldBe(sent, ignoreOrder: true);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silo_that_stops_charges_nothing()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");
        using var stop = new CancellationTokenSource();

        var round = sending.Lane().Round(stop.Token);
        await receiver.Arrival();
        await stop.CancelAsync();

        (await round).ShouldBe(new LanePause(null));
        (sending.Ledger.Row(id).Attempts, sending.Ledger.Row(id).LastError).ShouldBe((0, null));
    }
}
