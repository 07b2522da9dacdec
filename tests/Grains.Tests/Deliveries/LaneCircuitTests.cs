using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class LaneCircuitTests
{
    private static readonly WebhookOptions Options = new() { AllowLoopback = true, Parallelism = 1, CircuitFailures = 3, CircuitBreak = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Failures_in_a_row_open_the_circuit_and_what_was_not_sent_is_not_charged()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options).To(receiver);
        Queue(sending, 10);

        var pause = await sending.Drain();

        receiver.Requests.Count.ShouldBe(3);
        sending.Ledger.Rows.Count(r => r.Attempts == 1).ShouldBe(3);
        sending.Ledger.Rows.Count(r => r.Attempts == 0).ShouldBe(7);
        pause.Until.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_open_circuit_does_not_even_read_the_ledger()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options).To(receiver);
        Queue(sending, 10);
        var lane = sending.Lane();
        await Sending.Drain(lane);
        var reads = sending.Ledger.Reads;

        await Sending.Drain(lane);

        sending.Ledger.Reads.ShouldBe(reads);
    }

    [Fact]
    public async Task After_the_break_one_probe_goes_out_and_its_failure_doubles_the_break()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options).To(receiver);
        Queue(sending, 10);
        var lane = sending.Lane();
        await Sending.Drain(lane);

        sending.Time.Advance(TimeSpan.FromSeconds(10.1));
        var pause = await Sending.Drain(lane);

        receiver.Requests.Count.ShouldBe(4);
        (pause.Until!.Value - sending.Time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromSeconds(19.9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_probe_is_the_delivery_that_failed_least_and_its_success_lets_the_rest_go()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options).To(receiver);
        Queue(sending, 10);
        var lane = sending.Lane();
        await Sending.Drain(lane);
        var failed = sending.Ledger.Rows.Where(r => r.Attempts > 0).Select(r => r.Id).ToArray();

        receiver.Behaviour = (_, http) => Receiver.Status(http, 204);
        sending.Time.Advance(TimeSpan.FromSeconds(10.1));
        await Sending.Drain(lane);

        failed.ShouldNotContain(receiver.Requests[3].Id);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_address_closes_the_circuit()
    {
        await using var broken = await Receiver.Start();
        await using var receiver = await Receiver.Start();
        broken.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options).To(broken);
        Queue(sending, 4);
        var lane = sending.Lane();
        await Sending.Drain(lane);

        sending.To(receiver);
        sending.Time.Advance(TimeSpan.FromSeconds(4));
        await Sending.Drain(lane);

        receiver.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_receiver_down_for_hours_kills_nothing_and_all_arrives_afterwards()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 503);
        using var sending = new Sending(new WebhookOptions { AllowLoopback = true }).To(receiver);
        Queue(sending, 60);
        var lane = sending.Lane();

        for (var minutes = 0; minutes < 6 * 60; minutes++)
        {
            await Sending.Drain(lane);
            sending.Time.Advance(TimeSpan.FromMinutes(1));
        }

        sending.Ledger.Rows.Count(r => r.State == DeliveryState.Dead).ShouldBe(0);
        receiver.Behaviour = (_, http) => Receiver.Status(http, 204);
        for (var minutes = 0; minutes < 90; minutes++)
        {
            await Sending.Drain(lane);
            sending.Time.Advance(TimeSpan.FromMinutes(1));
        }

        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_delivery_that_always_fails_ends_as_a_dead_letter_after_twelve_attempts()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 422);
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");
        var lane = sending.Lane();

        for (var i = 0; i < 20; i++)
        {
            await Sending.Drain(lane);
            sending.Time.Advance(TimeSpan.FromHours(1));
        }

        receiver.Requests.Count.ShouldBe(12);
        sending.Ledger.Row(id).ShouldSatisfyAllConditions(r => r.State.ShouldBe(DeliveryState.Dead), r => r.Attempts.ShouldBe(12), r => r.LastError.ShouldBe("HTTP 422."));
    }

    private static void Queue(Sending sending, int count)
    {
        for (var i = 0; i < count; i++)
        {
            sending.Queue("number.deactivated", number: $"+861380013{i:D4}", body: new DeliveryBody { Account = "a" });
        }
    }
}
