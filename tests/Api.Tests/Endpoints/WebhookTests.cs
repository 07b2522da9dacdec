namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class WebhookTests(Registry registry)
{
    private const string Settings = """{"url":"https://hooks.example.com/rn","batch":true,"events":["number.deactivated"]}""";

    [Fact]
    public async Task A_webhook_has_a_life()
    {
        var platform = await registry.NewPlatform();
        await platform.Client.GetAsync("/v1/webhook").ShouldBeProblem(404, "not_found");
        await platform.Client.Command("POST", "/v1/webhook/secret").ShouldBeProblem(409, "no_webhook");
        await platform.Client.Command("POST", "/v1/webhook/test", "{}").ShouldBeProblem(409, "no_webhook");

        (await platform.Client.Command("PUT", "/v1/webhook", Settings, "first").Snapshot(200)).ShouldBe(
            """{"url":"https://hooks.example.com/rn","batch":true,"events":["number.deactivated"],"secret":"whsec_SECRET","formerSecretUntil":null}""");
        (await platform.Client.GetAsync("/v1/webhook").Snapshot(200)).ShouldBe(
            """{"url":"https://hooks.example.com/rn","batch":true,"events":["number.deactivated"],"formerSecretUntil":null}""");
        (await platform.Client.Command("PUT", "/v1/webhook", """{"url":"https://hooks.example.com/rn"}""").Snapshot(200)).ShouldBe(
            """{"url":"https://hooks.example.com/rn","batch":false,"events":[],"formerSecretUntil":null}""");
        (await platform.Client.Command("POST", "/v1/webhook/secret").Snapshot(200)).ShouldBe(
            """{"url":"https://hooks.example.com/rn","batch":false,"events":[],"secret":"whsec_SECRET","formerSecretUntil":"INSTANT"}""");
        (await platform.Client.Command("POST", "/v1/webhook/test").Snapshot(202)).ShouldBe("""{"id":"msg_ID"}""");
        (await platform.Client.Command("PUT", "/v1/webhook", Settings, "first").ShouldBe(200)).Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    [Theory]
    [InlineData("""{"url":"nonsense"}""", "invalid_field")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "invalid_field")]
    [InlineData("""{"url":"https://10.0.0.1/hook"}""", "bad_webhook_url")]
    [InlineData("""{"url":"https://user:pass@hooks.example.com/"}""", "bad_webhook_url")]
    [InlineData("""{"url":"http://hooks.example.com/"}""", "bad_webhook_url")]
    [InlineData("""{"url":"https://hooks.example.com/","events":["forwarding.cancelled"]}""", "unknown_event_type")]
    [InlineData("""{"url":"https://hooks.example.com/","events":["*"]}""", "invalid_field")]
    [InlineData("""{"url":"https://hooks.example.com/","events":[null]}""", "invalid_field")]
    [InlineData("""{"batch":true}""", "invalid_body")]
    public async Task A_webhook_that_can_not_be_is_refused(string body, string code) => await registry.Bank.Command("PUT", "/v1/webhook", body).ShouldBeProblem(400, code);

    [Fact]
    public async Task A_carrier_has_a_webhook_too() =>
        (await registry.South.Command("PUT", "/v1/webhook", """{"url":"https://hooks.example.com/south","events":["number.released"]}""").ShouldBe(200)).Dispose();

    [Fact]
    public async Task A_dead_delivery_is_listed_and_replayed()
    {
        var platform = await registry.NewPlatform();
        var id = await registry.DeadLetter(platform.Party);

        (await platform.Client.GetAsync("/v1/webhook/deliveries?state=dead").Snapshot(200)).Replace(id, "THIS", StringComparison.Ordinal).ShouldBe(
            """{"items":[{"id":"THIS","type":"recycled-numbers.webhook.test","number":null,"state":"dead","createdAt":"INSTANT","nextAttempt":null,"attempts":9,"lastStatus":500,"lastError":"answered 500"}],"next":null}""");
        (await platform.Client.Command("POST", $"/v1/webhook/deliveries/{id}/replay").Body(202))["id"]!.GetValue<string>().ShouldBe(id);
        await registry.Bank.Command("POST", $"/v1/webhook/deliveries/{id}/replay").ShouldBeProblem(404, "not_found");
    }

    [Theory]
    [InlineData("Dead")]
    [InlineData("3")]
    [InlineData("settled")]
    public async Task A_state_is_named_exactly(string state) => await registry.Ride.GetAsync($"/v1/webhook/deliveries?state={state}").ShouldBeProblem(400, "invalid_parameter");
}
