using System.Text.Json;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Grains.Deliveries.Rounds;
using RecycledNumbers.Ledger;
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
    public async Task A_crash_between_sending_and_settling_sends_again_with_the_same_id()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        sending.Ledger.CrashOnce = true;

        await Should.ThrowAsync<LedgerUnavailableException>(() => sending.Drain());
        await sending.Drain();

        receiver.Requests.Select(r => r.Id).ShouldBe([id, id]);
        receiver.Requests[0].Body.ShouldBe(receiver.Requests[1].Body);
        sending.Numbers.Told[0].ShouldBe(sending.Numbers.Told[1]);
    }

    [Fact]
    public async Task A_receipt_is_noted_at_the_number_before_the_row_goes()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        bool? stood = null;
        sending.Numbers.Answer = (_, _) =>
        {
            stood = sending.Ledger.Rows.Any(r => r.Id == id);
            return null;
        };

        await sending.Drain();

        var (number, command) = sending.Numbers.Told.ShouldHaveSingleItem();
        number.ShouldBe(Number);
        command.ShouldBeOfType<NoteReceipt>().UnbindingId.ShouldBe("unb_1");
        command.Id.Key.ShouldBe(id + ":receipt");
        stood.ShouldBe(true);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_noted_keeps_the_row_and_charges_nothing()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        sending.Numbers.Answer = (_, _) => throw new InvalidOperationException("down");

        await sending.Lane().Round(CancellationToken.None);

        var row = sending.Ledger.Row(id);
        (row.State, row.Attempts, row.LastStatus).ShouldBe((DeliveryState.Open, 0, 204));
    }

    [Fact]
    public async Task A_receipt_that_is_refused_settles_the_row()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        sending.Numbers.Answer = (_, _) => Refusal.KeyReused;

        await sending.Drain();

        sending.Ledger.Rows.ShouldBeEmpty();
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
