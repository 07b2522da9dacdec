using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Deliveries.Endpoints;

public sealed class EndpointGrainTests(DeliveryCluster cluster)
{
    private const string Number = "+8613800138000";
    private static int s_parties;
    private readonly string _party = $"platform:endpoint-{Interlocked.Increment(ref s_parties)}";

    private IEndpointGrain Endpoint => cluster.Endpoint(_party);

    [Fact]
    public async Task A_party_without_an_endpoint_pulls()
    {
        (await Endpoint.Read()).ShouldBeNull();
        (await Endpoint.ReadSending()).ShouldBeNull();
        (await Endpoint.RotateSecret(Id("rotate"))).Refusal.ShouldBe(Refusal.NoWebhook);
        (await Endpoint.SendTest(Id("test"))).Refusal.ShouldBe(Refusal.NoWebhook);
    }

    [Fact]
    public async Task The_secret_is_told_when_it_is_made_and_to_a_repeat_and_never_again()
    {
        var first = await Endpoint.Set(Id("set"), Settings("https://hooks.example.com/a"));
        var repeat = await Endpoint.Set(Id("set"), Settings("https://hooks.example.com/a"));
        var change = await Endpoint.Set(Id("change"), Settings("https://hooks.example.com/b"));

        first.Value!.Secret!.ShouldStartWith("whsec_");
        (repeat.Replayed, repeat.Value!.Secret).ShouldBe((true, first.Value.Secret));
        change.Value!.Secret.ShouldBeNull();
        (await Endpoint.Read())!.ShouldSatisfyAllConditions(v => v.Secret.ShouldBeNull(), v => v.Settings.Url.ShouldBe("https://hooks.example.com/b"));
        (await Endpoint.ReadSending())!.Secrets.ShouldBe([first.Value.Secret]);
    }

    [Fact]
    public async Task The_same_key_for_another_command_is_refused()
    {
        await Endpoint.Set(Id("set"), Settings("https://hooks.example.com/a"));

        (await Endpoint.Set(new CommandId("set", "other"), Settings("https://hooks.example.com/b"))).Refusal.ShouldBe(Refusal.KeyReused);
    }

    [Fact]
    public async Task A_bad_address_and_an_unknown_type_are_refused_and_change_nothing()
    {
        (await Endpoint.Set(Id("a"), Settings("https://10.0.0.1/"))).Refusal.ShouldBe(Refusal.BadUrl);
        (await Endpoint.Set(Id("b"), Settings("https://hooks.example.com/", "number.released"))).Refusal.ShouldBe(Refusal.UnknownEventType);
        (await Endpoint.Read()).ShouldBeNull();
    }

    [Fact]
    public async Task A_rotation_keeps_the_old_secret_signing_for_a_day()
    {
        var old = (await Endpoint.Set(Id("set"), Settings("https://hooks.example.com/"))).Value!.Secret!;
        var view = (await Endpoint.RotateSecret(Id("rotate"))).Value!;

        (await Endpoint.ReadSending())!.Secrets.ShouldBe([view.Secret!, old]);
        view.FormerSecretUntil!.Value.ShouldBeInRange(cluster.Clock.GetUtcNow().AddHours(23), cluster.Clock.GetUtcNow().AddDays(1));
    }

    [Fact]
    public async Task Setting_an_endpoint_sends_what_was_parked()
    {
        await using var receiver = await Receiver.Start();
        var id = await Queue("number.deactivated");
        await cluster.Ledger.ParkForPull(_party);

        await Endpoint.Set(Id("set"), Settings(receiver.Url));

        await receiver.Arrival();
        receiver.Requests.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_party_without_an_endpoint_is_noted_as_pulling_until_it_sets_one()
    {
        await using var receiver = await Receiver.Start();
        await cluster.Lane(DeliveryLanes.Of(_party, "")).Drain();

        (await cluster.Ledger.IsPulling(_party)).ShouldBeTrue();
        await Endpoint.Set(Id("set"), Settings(receiver.Url));
        (await cluster.Ledger.IsPulling(_party)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_test_arrives_once_however_often_it_is_asked_with_the_same_key()
    {
        await using var receiver = await Receiver.Start();
        await Endpoint.Set(Id("set"), Settings(receiver.Url));

        var first = await Endpoint.SendTest(Id("test"));
        var repeat = await Endpoint.SendTest(Id("test"));
        await cluster.Lane(DeliveryLanes.Of(_party, "")).Drain();

        (repeat.Replayed, repeat.Value).ShouldBe((true, first.Value));
        receiver.Requests.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Id.ShouldBe(first.Value), r => r.Body.ShouldContain("recycled-numbers.webhook.test"));
    }

    [Fact]
    public async Task A_new_secret_signs_the_very_next_delivery()
    {
        await using var receiver = await Receiver.Start();
        await Endpoint.Set(Id("set"), Settings(receiver.Url));
        await Endpoint.SendTest(Id("before"));
        await cluster.Lane(DeliveryLanes.Of(_party, "")).Drain();

        await Endpoint.RotateSecret(Id("rotate"));
        await Endpoint.SendTest(Id("after"));
        await cluster.Lane(DeliveryLanes.Of(_party, "")).Drain();

        receiver.Requests.Select(r => r.Headers["webhook-signature"].Split(' ').Length).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_dead_delivery_can_be_replayed_by_its_own_party_only()
    {
        await using var receiver = await Receiver.Start();
        // Dead before there is an endpoint: setting one wakes the lanes, which send what they find open.
        var id = await Queue("number.deactivated");
        await cluster.Ledger.RecordAttempts([new DeliveryAttempt(id, DeliveryState.Dead, 12, cluster.Clock.GetUtcNow(), 500, "HTTP 500.")]);
        await Endpoint.Set(Id("set"), Settings(receiver.Url));

        (await cluster.Endpoint("platform:stranger").Replay(Id("r"), id)).Refusal.ShouldBe(Refusal.NotFound);
        (await Endpoint.Replay(Id("none"), "msg_none")).Refusal.ShouldBe(Refusal.NotFound);
        (await Endpoint.Replay(Id("r"), id)).Value.ShouldBe(id);

        await receiver.Arrival();
        receiver.Requests.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task What_was_pulled_is_acknowledged_and_requests_get_their_receipt()
    {
        var request = await Queue("unbinding.requested", new DeliveryBody { UnbindingId = "unb_1" });
        var other = await Queue("number.deactivated");
        var later = await Queue("rebind.reminder");
        await cluster.Ledger.ParkForPull(_party);

        await Endpoint.AcknowledgePulled(cluster.Ledger.Row(other).Cursor);

        cluster.Ledger.Row(request).State.ShouldBe(DeliveryState.Acknowledged);
        cluster.Ledger.Row(later).State.ShouldBe(DeliveryState.Pull);
        cluster.Numbers.Told.Select(t => t.Command).OfType<NoteReceipt>().Where(c => c.Id.Key == request + ":receipt").ShouldHaveSingleItem().UnbindingId.ShouldBe("unb_1");
        cluster.Numbers.Told.ShouldNotContain(t => t.Command.Id.Key.StartsWith(other, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_pokes_at_once_send_each_delivery_once()
    {
        await using var receiver = await Receiver.Start();
        await Endpoint.Set(Id("set"), Settings(receiver.Url));
        string[] ids = [await Queue("number.deactivated"), await Queue("rebind.reminder"), await Queue("number.reassigned")];
        var lane = cluster.Lane(DeliveryLanes.Of(_party, Number));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => lane.Poke()));
        await lane.Drain();

        receiver.Requests.Select(r => r.Id).ShouldBe(ids);
    }

    private static EndpointSettings Settings(string url, params string[] events) => new(url, Batch: false, [.. events]);

    private static CommandId Id(string key) => new(key, "fingerprint-" + key);

    private async Task<string> Queue(string kind, DeliveryBody? body = null)
    {
        var id = $"msg_{Guid.NewGuid():N}";
        var now = cluster.Clock.GetUtcNow();
        await cluster.Ledger.EnqueueDelivery(new NewDelivery(id, DeliveryLanes.Of(_party, Number), _party, 1, kind, DeliveryJson.Write(body ?? new DeliveryBody { At = now }), now), Number, now);
        return id;
    }
}
