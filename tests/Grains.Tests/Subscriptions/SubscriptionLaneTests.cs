using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Subscriptions;
using RecycledNumbers.Grains.Tests.Deliveries;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Subscriptions;

public sealed class SubscriptionLaneTests
{
    private static readonly WebhookOptions Options = new() { AllowLoopback = true, Parallelism = 1, CircuitFailures = 3, CircuitBreak = TimeSpan.FromSeconds(10) };
    private static readonly SinkSeal Seal = new(new EphemeralDataProtectionProvider());
    private readonly PlaceList list = new();

    [Fact]
    public async Task A_notification_goes_out_with_its_token_and_is_settled()
    {
        await using var sink = await Receiver.Start();
        using var sending = new Sending(Options);
        var id = Queue(sending, sink.Url, Seal.Seal("sesame"));

        await Sending.Drain(Lane(sending));

        var sent = sink.Requests.ShouldHaveSingleItem();
        sent.Headers["authorization"].ShouldBe("Bearer sesame");
        sent.Headers["x-correlator"].ShouldBe(id);
        sent.Headers.Keys.ShouldNotContain("webhook-signature");
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sink_that_is_down_holds_up_no_other_and_what_waits_for_it_is_not_charged()
    {
        await using var down = await Receiver.Start();
        await using var up = await Receiver.Start();
        down.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options);
        for (var place = 0; place < 10; place++)
        {
            Queue(sending, down.Url, place: place);
            Queue(sending, up.Url, place: 100 + place);
        }

        var pause = await Sending.Drain(Lane(sending));

        up.Requests.Count.ShouldBe(10);
        down.Requests.Count.ShouldBe(3);
        sending.Ledger.Rows.Count(r => r.Attempts == 1).ShouldBe(3);
        sending.Ledger.Rows.Count(r => r.Attempts == 0).ShouldBe(7);
        pause.Until.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_sink_that_is_up_again_gets_all_of_it()
    {
        await using var sink = await Receiver.Start();
        sink.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending(Options);
        for (var place = 0; place < 10; place++)
        {
            Queue(sending, sink.Url, place: place);
        }

        var lane = Lane(sending);
        await Sending.Drain(lane);
        sink.Behaviour = (_, http) => Receiver.Status(http, 204);
        for (var look = 0; look < 5; look++)
        {
            sending.Time.Advance(TimeSpan.FromSeconds(11));
            await Sending.Drain(lane);
        }

        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_that_cannot_be_opened_sends_nothing_and_waits()
    {
        await using var sink = await Receiver.Start();
        using var sending = new Sending(Options);
        var id = Queue(sending, sink.Url, new SinkSeal(new EphemeralDataProtectionProvider()).Seal("sesame"));

        await Sending.Drain(Lane(sending));

        sink.Requests.ShouldBeEmpty();
        (sending.Ledger.Row(id).State, sending.Ledger.Row(id).Attempts).ShouldBe((DeliveryState.Open, 1));
        sending.Ledger.Row(id).LastError.ShouldNotBeNull().ShouldNotContain("sesame");
    }

    [Fact]
    public async Task A_sink_that_is_gone_ends_its_subscription_before_the_row_goes()
    {
        await using var sink = await Receiver.Start();
        sink.Behaviour = (_, http) => Receiver.Status(http, 410);
        using var sending = new Sending(Options);
        Queue(sending, sink.Url);
        sending.Numbers.Answer = (_, _) => throw new InvalidOperationException("The number does not answer.");

        var lane = Lane(sending);
        await Sending.Drain(lane);
        sending.Ledger.Rows.ShouldHaveSingleItem().Attempts.ShouldBe(0);
        sending.Numbers.Answer = (_, _) => null;
        sending.Time.Advance(TimeSpan.FromMinutes(1));
        await Sending.Drain(lane);

        sending.Numbers.Told[^1].Command.ShouldBeOfType<NoteSinkGone>().SubscriptionId.ShouldBe("sub_0");
        sending.Ledger.Rows.ShouldBeEmpty();
        list.Forgotten.ShouldBe(["sub_0"]);
    }

    [Fact]
    public async Task The_place_of_one_whose_end_was_told_is_given_back()
    {
        await using var sink = await Receiver.Start();
        using var sending = new Sending(Options);
        Queue(sending, sink.Url, kind: SubscriptionKinds.Ended, reason: "Expired");

        await Sending.Drain(Lane(sending));

        JsonDocument.Parse(sink.Requests.Single().Body).RootElement.GetProperty("data").GetProperty("terminationReason").GetString().ShouldBe("SUBSCRIPTION_EXPIRED");
        list.Forgotten.ShouldBe(["sub_0"]);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://localhost/")]
    public async Task An_address_inside_is_not_connected_to_whatever_was_said_when_it_was_given(string url)
    {
        using var sending = new Sending(new WebhookOptions { Timeout = TimeSpan.FromSeconds(2) });
        var id = Queue(sending, url);

        await Sending.Drain(Lane(sending));

        sending.Ledger.Row(id).LastError.ShouldBe("The address is not allowed, or its name does not resolve.");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"sink":{"subscriptionId":"sub_0","url":"https://sink.example/","named":true},"reason":"nothing we know"}""")]
    public async Task What_cannot_be_read_is_dead_and_holds_up_nothing(string json)
    {
        using var sending = new Sending(Options);
        var id = sending.Queue(SubscriptionKinds.Ended, "subscription:wechat/sub_0", json: json);

        await Sending.Drain(Lane(sending));

        sending.Ledger.Row(id).State.ShouldBe(DeliveryState.Dead);
    }

    [Fact]
    public void A_platforms_subscriptions_share_its_eight_lanes_to_sinks()
    {
        var lanes = Enumerable.Range(0, 2_000).Select(i => DeliveryLanes.Of($"subscription:wechat/sub_{i}", $"+86138{i:D8}")).Distinct().ToArray();
        lanes.ShouldBe(DeliveryLanes.AllOf("subscription:wechat"), ignoreOrder: true);
        lanes.ShouldAllBe(lane => DeliveryLanes.IsToSinks(lane) && !DeliveryLanes.IsToPeople(lane));
    }

    private static string Queue(Sending sending, string url, string? credential = null, int place = 0, string kind = "subscription.deactivated", string? reason = null) => sending.Queue(
        kind, $"subscription:wechat/sub_{place}", $"+86138{place:D8}", new DeliveryBody { Reason = reason, Sink = new SinkAddress($"sub_{place}", url, credential, Named: true) });

    private SubscriptionLane Lane(Sending sending) => new(
        Sending.LaneName, sending.Ledger, sending.Sender, Seal, new NumberMessenger(sending.Numbers.Of), _ => list, sending.Options, sending.Time, NullLogger<SubscriptionLane>.Instance);

    private sealed class PlaceList : ISubscriptionListGrain
    {
        public List<string> Forgotten { get; } = [];

        public Task<bool> Reserve(string id, string number) => throw new NotSupportedException();

        public Task<bool> MaySend(string sink) => throw new NotSupportedException();

        public Task<string?> Find(string id) => throw new NotSupportedException();

        public Task<ImmutableArray<ListedSubscription>> List() => throw new NotSupportedException();

        public Task Forget(ImmutableArray<string> ids)
        {
            Forgotten.AddRange(ids);
            return Task.CompletedTask;
        }
    }
}
