using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class UnbindingTests(Registry registry)
{
    private const string Unbound =
        """{"id":"ub_ID","number":"NUMBER","account":"ACCOUNT","tenureToken":"tt_TOKEN","reason":"deactivated","urgency":"normal","requestedAt":"INSTANT","deadline":"INSTANT","state":"unbound"}""";

    [Fact]
    public async Task A_platform_lists_what_it_must_unbind_with_the_token_that_it_was_given()
    {
        var number = await registry.Assigned();
        var bound = await registry.Bank.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"acct"}""").Body(201);
        await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);

        var listed = await Find(registry.Bank, await Registry.OpenUnbinding(registry.Bank, number));

        listed["tenureToken"]!.GetValue<string>().ShouldBe(bound["tenureToken"]!.GetValue<string>());
        Calls.Still(listed.ToJsonString()).ShouldBe(
            """{"id":"ub_ID","number":"NUMBER","account":"acct","tenureToken":"tt_TOKEN","reason":"deactivated","urgency":"normal","requestedAt":"INSTANT","deadline":"INSTANT","state":"requested"}""");
    }

    [Fact]
    public async Task An_outcome_answers_the_unbinding()
    {
        var (_, id, account) = await registry.Unbinding();

        (await registry.Ride.Command("POST", $"/v1/unbindings/{id}/outcome", """{"outcome":"unbound"}""").Snapshot(200)).Replace(account, "ACCOUNT", StringComparison.Ordinal).ShouldBe(Unbound);
    }

    [Fact]
    public async Task A_late_outcome_changes_nothing()
    {
        var (_, id, account) = await registry.Unbinding();
        await registry.Ride.Command("POST", $"/v1/unbindings/{id}/outcome", """{"outcome":"unbound"}""").ShouldBe(200);

        (await registry.Ride.Command("POST", $"/v1/unbindings/{id}/outcome", """{"outcome":"notFound"}""").Snapshot(200)).Replace(account, "ACCOUNT", StringComparison.Ordinal).ShouldBe(Unbound);
    }

    [Fact]
    public async Task A_carriers_own_system_is_acknowledged_like_a_platform()
    {
        var (number, _, _) = await registry.Unbinding();
        var id = await Registry.OpenUnbinding(registry.North, number);

        Calls.Still((await Find(registry.North, id)).ToJsonString()).ShouldBe(
            """{"id":"ub_ID","number":"NUMBER","account":"voicemail","tenureToken":null,"reason":"deactivated","urgency":"normal","requestedAt":"INSTANT","deadline":"INSTANT","state":"requested"}""");
        await registry.North.Command("POST", $"/v1/unbindings/{id}/outcome", """{"outcome":"unbound"}""").ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"outcome":"refused"}""", 400, "reason_required")]
    [InlineData("""{"outcome":"refused","reason":" "}""", 400, "reason_required")]
    [InlineData("""{"outcome":"deferred"}""", 409, "until_out_of_range")]
    [InlineData("""{"outcome":"deferred","until":"2001-01-01T00:00:00Z"}""", 409, "until_out_of_range")]
    [InlineData("""{"outcome":"deferred","until":"9999-12-31T23:59:59Z"}""", 409, "until_out_of_range")]
    [InlineData("""{"outcome":"lost"}""", 400, "invalid_body")]
    [InlineData("""{"outcome":"Unbound"}""", 400, "invalid_body")]
    [InlineData("""{"outcome":0}""", 400, "invalid_body")]
    public async Task An_outcome_that_can_not_be_is_refused(string body, int status, string code)
    {
        var (_, id, _) = await registry.Unbinding();

        await registry.Ride.Command("POST", $"/v1/unbindings/{id}/outcome", body).ShouldBeProblem(status, code);
    }

    [Theory]
    [InlineData("ub_aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("x")]
    [InlineData("..%2F..%2Fnumbers")]
    [InlineData("%E5%91%A8")]
    public async Task An_unbinding_that_is_not_there_is_not_found(string id) =>
        await registry.Ride.Command("POST", $"/v1/unbindings/{id}/outcome", """{"outcome":"unbound"}""").ShouldBeProblem(404, "not_found");

    [Theory]
    [InlineData("limit=0", "invalid_limit")]
    [InlineData("limit=1001", "invalid_limit")]
    [InlineData("limit=-1", "invalid_limit")]
    [InlineData("limit=1&limit=2", "invalid_limit")]
    [InlineData("limit=", "invalid_limit")]
    [InlineData("after=yesterday", "invalid_cursor")]
    [InlineData("after=1.2.3", "invalid_cursor")]
    [InlineData("after=99999999999999999999.1", "invalid_cursor")]
    public async Task A_page_that_can_not_be_cut_is_refused(string query, string code)
    {
        foreach (var path in new[] { "/v1/unbindings", "/v1/webhook/deliveries", "/v1/events" })
            await registry.Ride.GetAsync($"{path}?{query}").ShouldBeProblem(400, code);
    }

    [Fact]
    public async Task Pages_end_with_null()
    {
        await registry.Unbinding();
        await registry.Unbinding();
        var page = await registry.Ride.Get("/v1/unbindings?limit=1");
        page["items"]!.AsArray().Count.ShouldBe(1);

        var next = await registry.Ride.Get($"/v1/unbindings?limit=1&after={page["next"]}");

        next["items"]![0]!["id"]!.GetValue<string>().ShouldNotBe(page["items"]![0]!["id"]!.GetValue<string>());
    }

    private static async Task<JsonNode> Find(HttpClient party, string id) =>
        (await party.Get("/v1/unbindings?limit=1000"))["items"]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == id)!;
}
