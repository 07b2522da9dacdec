using System.Text;
using RecycledNumbers.Grains.Deliveries.Webhooks;

namespace RecycledNumbers.Grains.Tests.Deliveries.Webhooks;

public sealed class WebhookSignatureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_independent_implementation_verifies_what_we_send(bool batch)
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver, batch);
        sending.Queue("number.deactivated");
        sending.Queue("number.deactivated", number: Sending.OtherNumber);

        await sending.Drain();

        var secret = sending.Endpoint!.Secrets[0];
        (await StandardWebhooksOracle.Verify(secret, receiver.Requests[0])).ShouldBe("ok");
        (await StandardWebhooksOracle.Verify(secret, receiver.Requests[0], receiver.Requests[0].Body + " ")).ShouldBe("No matching signature found");
        (await StandardWebhooksOracle.Verify(WebhookSecret.New(), receiver.Requests[0])).ShouldBe("No matching signature found");
    }

    [Fact]
    public async Task During_rotation_both_secrets_sign()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        string[] secrets = [WebhookSecret.New(), WebhookSecret.New()];
        sending.Endpoint = sending.Endpoint! with { Secrets = [.. secrets] };
        sending.Queue("number.deactivated");

        await sending.Drain();

        receiver.Requests[0].Headers["webhook-signature"].Split(' ').Length.ShouldBe(2);
        (await StandardWebhooksOracle.Verify(secrets[0], receiver.Requests[0])).ShouldBe("ok");
        (await StandardWebhooksOracle.Verify(secrets[1], receiver.Requests[0])).ShouldBe("ok");
    }

    // The specification's own example.
    [Fact]
    public void The_published_example_comes_out() => WebhookSecret
        .Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""))
        .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void A_secret_has_the_prefix_and_32_random_bytes()
    {
        var secret = WebhookSecret.New();

        secret.ShouldStartWith("whsec_");
        Convert.FromBase64String(secret[6..]).Length.ShouldBe(32);
        WebhookSecret.New().ShouldNotBe(secret);
    }

    [Fact]
    public async Task The_timestamp_is_the_attempts_own_and_the_id_the_deliverys()
    {
        await using var receiver = await Receiver.Start();
        receiver.Behaviour = (_, http) => Receiver.Status(http, 500);
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("number.deactivated");
        var lane = sending.Lane();

        await Sending.Drain(lane);
        sending.Time.Advance(TimeSpan.FromSeconds(30));
        await lane.Round(CancellationToken.None);

        receiver.Requests.ShouldAllBe(r => r.Id == id);
        var times = receiver.Requests.Select(r => long.Parse(r.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        (times[^1] - times[0]).ShouldBe(30);
    }
}
