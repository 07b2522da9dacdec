using RecycledNumbers.Api.Camara;

namespace RecycledNumbers.Camara.Tests.Subscriptions;

/// <summary>Who may subscribe, in which form, and in which order a request is refused. Every answer is held against our own file.</summary>
public sealed class SubscriptionFormTests(Registry registry)
{
    private const string Somewhere = "https://sink.example/events";

    [Fact]
    public async Task Each_operation_has_its_scope_and_each_event_type_its_own()
    {
        var contract = await SubscriptionContract.Load();
        var number = await registry.Assigned();
        foreach (var name in SubscriptionContract.Names)
        {
            var body = new Wish(Somewhere, number, name).ToString();
            foreach (var other in SubscriptionContract.Names)
            {
                var client = await registry.With(CamaraScopes.ToCreate(SubscriptionContract.TypeOf(other)));
                if (name == other) await contract.Create.ShouldConform(await client.Ask(contract.Create, body), 201, null, name);
                else await contract.Create.ShouldConform(await client.Ask(contract.Create, body, "c-1"), 403, "SUBSCRIPTION_MISMATCH", $"{name} with the scope of {other}", "c-1");
            }
        }

        foreach (var scope in new[] { "bindings", CamaraScopes.NumberRecyclingCheck, CamaraScopes.SubscriptionsRead, CamaraScopes.SubscriptionsDelete })
            await contract.Create.ShouldConform(await (await registry.With(scope)).Ask(contract.Create, "{", "c-2"), 403, "PERMISSION_DENIED", scope, "c-2");
        var creator = await registry.With(CamaraScopes.Create[0]);
        await contract.List.ShouldConform(await creator.Ask(HttpMethod.Get, SubscriptionContract.Path, "c-3"), 403, "PERMISSION_DENIED", "list", "c-3");
        await contract.Read.ShouldConform(await creator.Ask(HttpMethod.Get, SubscriptionContract.Path + "/sub_1"), 403, "PERMISSION_DENIED", "read");
        await contract.Delete.ShouldConform(await (await registry.With(CamaraScopes.SubscriptionsRead)).Ask(HttpMethod.Delete, SubscriptionContract.Path + "/sub_1"), 403, "PERMISSION_DENIED", "delete");
        foreach (var other in new[] { registry.Carrier, registry.Operator })
            await contract.List.ShouldConform(await other.Ask(HttpMethod.Get, SubscriptionContract.Path), 403, "PERMISSION_DENIED", "another role");
        await contract.Create.ShouldConform(await registry.Anonymous.Ask(contract.Create, "{", "c-4"), 401, "UNAUTHENTICATED", "no token, and a body that is none", "c-4");
        await contract.List.ShouldConform(await registry.Anonymous.Ask(HttpMethod.Get, SubscriptionContract.Path), 401, "UNAUTHENTICATED", "list");
        await contract.Read.ShouldConform(await registry.Anonymous.Ask(HttpMethod.Get, SubscriptionContract.Path + "/sub_1"), 401, "UNAUTHENTICATED", "read");
        await contract.Delete.ShouldConform(await registry.Anonymous.Ask(HttpMethod.Delete, SubscriptionContract.Path + "/sub_1"), 401, "UNAUTHENTICATED", "delete");
    }

    [Fact]
    public async Task A_body_that_does_not_fit_is_400_before_anything_is_said_of_its_number()
    {
        var contract = await SubscriptionContract.Load();
        var later = registry.Now.AddDays(1);
        var wish = new Wish(Somewhere, registry.NextNumber());
        string[] bodies =
        [
            "", "null", "[]", "{", "{}", """{"protocol":"HTTP"}""",
            (wish with { Protocol = "1" }).ToString(), (wish with { Protocol = "null" }).ToString(),
            (wish with { Types = "[]" }).ToString(), (wish with { Types = "[null]" }).ToString(), (wish with { Types = "[1]" }).ToString(), (wish with { Types = "\"x\"" }).ToString(), (wish with { Types = "null" }).ToString(),
            (wish with { Name = "subscription-ended" }).ToString(), (wish with { Name = "Deactivated" }).ToString(), (wish with { Types = "[\"deactivated\"]" }).ToString(),
            (wish with { Config = ",\"subscriptionMaxEvents\":0" }).ToString(), (wish with { Config = ",\"subscriptionMaxEvents\":-1" }).ToString(), (wish with { Config = ",\"subscriptionMaxEvents\":1.5" }).ToString(),
            (wish with { Config = ",\"subscriptionMaxEvents\":\"1\"" }).ToString(), (wish with { Config = ",\"subscriptionMaxEvents\":99999999999" }).ToString(), (wish with { Config = ",\"subscriptionMaxEvents\":null" }).ToString(),
            (wish with { Config = ",\"subscriptionExpireTime\":\"tomorrow\"" }).ToString(), (wish with { Config = ",\"subscriptionExpireTime\":null" }).ToString(),
            (wish with { Config = ",\"initialEvent\":\"true\"" }).ToString(), (wish with { Config = ",\"initialEvent\":null" }).ToString(), (wish with { Config = ",\"unknown\":1" }).ToString(),
            (wish with { More = ",\"unknown\":1" }).ToString(), (wish with { More = ",\"id\":\"mine\"" }).ToString(), (wish with { More = ",\"sinkCredential\":null" }).ToString(), (wish with { More = ",\"sinkCredential\":{}" }).ToString(),
            (wish with { More = ",\"sinkCredential\":{\"credentialType\":\"ACCESSTOKEN\"}" }).ToString(),
            (wish with { More = Wish.Token(later).Replace("\"credentialType\"", "\"identifier\":\"me\",\"credentialType\"", StringComparison.Ordinal) }).ToString(),
            (wish with { More = Wish.Token(later, new string('a', 4001)) }).ToString(),
            (wish with { Number = "13900000000" }).ToString(), (wish with { Number = "+0123456" }).ToString(),
        ];
        // The validator takes any date for a date-time; RFC 3339 does not.
        string[] times = [(wish with { Config = ",\"subscriptionExpireTime\":\"2030-01-01\"" }).ToString(), (wish with { Config = ",\"subscriptionExpireTime\":\"2030-01-01T00:00:00\"" }).ToString()];
        foreach (var body in bodies.Where(static body => body is not ("" or "{"))) contract.Allows(body).ShouldBeFalse(body);
        foreach (var body in bodies.Concat(times))
        {
            await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, body, "c-5"), 400, "INVALID_ARGUMENT", body, "c-5");
        }

        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish.ToString(), "not fit"), 400, "INVALID_ARGUMENT", "a correlator that is none");
        await contract.List.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Path, "not fit"), 400, "INVALID_ARGUMENT", "a correlator that is none");
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, "a=1", "c-6", "application/x-www-form-urlencoded"), 415, "UNSUPPORTED_MEDIA_TYPE", "a form", "c-6");
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, (wish with { More = $",\"x\":\"{new string('1', 70_000)}\"" }).ToString()), 413, "PAYLOAD_TOO_LARGE", "70 KB");
        await contract.Create.ShouldConform(await registry.Platform.Ask(HttpMethod.Put, SubscriptionContract.Path), 405, "METHOD_NOT_ALLOWED", "PUT");
        await contract.Create.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Base + "/nothing"), 404, "NOT_FOUND", "no such path", listed: false);
        await contract.Create.ShouldConform(await registry.Platform.Ask(HttpMethod.Post, "/number-recycling-subscriptions/v9/subscriptions"), 404, "NOT_FOUND", "another version", listed: false);
    }

    [Fact]
    public async Task What_the_template_keeps_for_later_is_refused_by_its_own_code()
    {
        var contract = await SubscriptionContract.Load();
        var later = registry.Now.AddDays(1);
        var wish = new Wish(Somewhere, registry.NextNumber());
        foreach (var protocol in new[] { "MQTT3", "MQTT5", "AMQP", "NATS", "KAFKA", "http", "" })
            await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, (wish with { Protocol = $"\"{protocol}\"" }).ToString()), 400, "INVALID_PROTOCOL", protocol);
        foreach (var credential in new[] { """{"credentialType":"PLAIN","identifier":"me","secret":"x"}""", """{"credentialType":"REFRESHTOKEN"}""", """{"credentialType":"accesstoken"}""" })
            await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, (wish with { More = $",\"sinkCredential\":{credential}" }).ToString()), 400, "INVALID_CREDENTIAL", credential);
        foreach (var (token, type) in new[] { ("sesame", "mac"), ("sesame", "Bearer"), ("", "bearer"), ("open sesame", "bearer"), ("ses\\u00e4me", "bearer"), ("a\\r\\nx-evil: 1", "bearer") })
            await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, (wish with { More = Wish.Token(later, token, type) }).ToString()), 400, "INVALID_TOKEN", $"{type} {token}");
        await contract.Create.ShouldConform(
            await registry.Platform.Ask(contract.Create, (wish with { Types = $"[\"{SubscriptionContract.TypeOf("deactivated")}\",\"{SubscriptionContract.TypeOf("reassigned")}\"]" }).ToString()), 422, "MULTIEVENT_SUBSCRIPTION_NOT_SUPPORTED", "two types");
    }

    // Loopback is allowed in Development alone: WebhookTargetsTests and SubscriptionLaneTests refuse it elsewhere.
    [Theory]
    [InlineData("http://sink.example/")]
    [InlineData("ftp://sink.example/")]
    [InlineData("sink.example")]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https://me:secret@sink.example/")]
    [InlineData("https://@sink.example/")]
    [InlineData("https://sink.example/#fragment")]
    [InlineData("https://sink.example:22/")]
    [InlineData("https://sink.localhost/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://2130706433.nip/a b")]
    [InlineData("https://intranet/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_sink_that_is_no_public_https_address_is_refused(string sink)
    {
        var contract = await SubscriptionContract.Load();
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish(sink, await registry.Assigned()).ToString(), "c-7"), 400, "INVALID_SINK", sink, "c-7");
    }

    [Fact]
    public async Task A_sink_of_more_than_500_characters_is_refused()
    {
        var contract = await SubscriptionContract.Load();
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish("https://sink.example/" + new string('a', 480), await registry.Assigned()).ToString()), 400, "INVALID_SINK", "501");
    }

    [Fact]
    public async Task A_two_legged_token_needs_a_number_and_a_three_legged_one_must_not_carry_it()
    {
        var contract = await SubscriptionContract.Load();
        var number = await registry.Assigned();
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish(Somewhere).ToString()), 422, "MISSING_IDENTIFIER", "two-legged, no number");
        await contract.Create.ShouldConform(await registry.Bound(number).Ask(contract.Create, new Wish(Somewhere, number).ToString()), 422, "UNNECESSARY_IDENTIFIER", "three-legged, the same number");
        await contract.Create.ShouldConform(await registry.Bound(number).Ask(contract.Create, new Wish(Somewhere, "+12345") { Config = ",\"subscriptionExpireTime\":\"2001-01-01T00:00:00Z\"" }.ToString()), 422, "UNNECESSARY_IDENTIFIER", "another number, a time of the past");
    }

    [Fact]
    public async Task An_unknown_number_is_404_even_where_the_time_is_past_and_a_known_one_is_then_out_of_range()
    {
        var contract = await SubscriptionContract.Load();
        var past = ",\"subscriptionExpireTime\":\"2001-01-01T00:00:00Z\"";
        foreach (var unknown in new[] { "+12345", registry.NextNumber(), "+8618600000000" })
            foreach (var config in new[] { "", past })
                await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish(Somewhere, unknown) { Config = config }.ToString()), 404, "IDENTIFIER_NOT_FOUND", unknown);
        var number = await registry.Assigned();
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish(Somewhere, number) { Config = past }.ToString()), 400, "OUT_OF_RANGE", "a time of the past");
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish(Somewhere, number) { More = Wish.Token(registry.Now.AddMinutes(-1)) }.ToString()), 400, "OUT_OF_RANGE", "a token that has expired");
    }

    [Fact]
    public async Task A_three_legged_token_of_a_tenure_that_is_over_subscribes_to_nothing()
    {
        var contract = await SubscriptionContract.Load();
        var frozen = await registry.Frozen();
        await contract.Create.ShouldConform(await registry.Bound(frozen).Ask(contract.Create, new Wish(Somewhere).ToString()), 422, "SERVICE_NOT_APPLICABLE", "frozen");
        var number = await registry.Assigned();
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/transfer", """{"subscriber":"another"}""");
        await contract.Create.ShouldConform(await registry.Bound(number).Ask(contract.Create, new Wish(Somewhere).ToString()), 404, "IDENTIFIER_NOT_FOUND", "the next owner's");
    }

    [Fact]
    public async Task A_number_whose_record_cannot_be_read_is_our_fault_and_hides_no_other_subscription()
    {
        var contract = await SubscriptionContract.Load();
        var (client, _) = await registry.NewPlatform("spoilt");
        var (number, spoilt) = (await registry.Assigned(), await registry.Assigned());
        var id = await Made(contract, client, new Wish(Somewhere, spoilt));
        var other = await Made(contract, client, new Wish(Somewhere, number));
        await registry.Spoil(spoilt);
        await contract.Create.ShouldConform(await client.Ask(contract.Create, new Wish(Somewhere + "/2", spoilt).ToString()), 503, "UNAVAILABLE", "create");
        await contract.Read.ShouldConform(await client.Ask(HttpMethod.Get, $"{SubscriptionContract.Path}/{id}"), 503, "UNAVAILABLE", "read");
        (await contract.List.ShouldConform(await client.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "list")).ShouldContain(other);
    }

    private static async Task<string> Made(SubscriptionContract contract, HttpClient client, Wish wish)
    {
        var text = await contract.Create.ShouldConform(await client.Ask(contract.Create, wish.ToString()), 201, null, wish.Name);
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
    }
}
