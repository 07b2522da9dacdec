using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class BindingTests(Registry registry)
{
    [Fact]
    public async Task A_registered_account_gets_a_tenure_token() =>
        (await registry.Ride.Command("POST", $"/v1/numbers/{await registry.Assigned()}/bindings", """{"account":"a-1","category":"food","boundAt":"2020-01-01T00:00:00Z"}""").Snapshot(201))
            .ShouldBe("""{"bindingId":"bd_ID","tenureToken":"tt_TOKEN","action":"none"}""");

    [Fact]
    public async Task Where_an_earlier_account_stands_it_must_be_sealed()
    {
        var number = await registry.Assigned();
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"old"}""").ShouldBe(201);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"next"}""").ShouldBe(200);

        (await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"new"}""").Body(201))["action"]!.GetValue<string>().ShouldBe("seal");
    }

    [Fact]
    public async Task Two_platforms_have_different_tokens()
    {
        var number = await registry.Assigned();
        var ride = await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"x"}""").Body(201);
        var bank = await registry.Bank.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"x"}""").Body(201);

        ride["tenureToken"]!.GetValue<string>().ShouldNotBe(bank["tenureToken"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("a/b c", "a%2Fb%20c")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("周", "%E5%91%A8")]
    [InlineData("a+b@c;d", "a+b@c;d")]
    public async Task An_account_in_a_path_is_percent_encoded_once(string account, string path)
    {
        var number = await registry.Assigned();
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", new JsonObject { ["account"] = account }.ToJsonString()).ShouldBe(201);

        await registry.Ride.Command("DELETE", $"/v1/numbers/{number}/bindings/{path}").ShouldBe(204);
    }

    [Fact]
    public async Task Each_confirmed_item_has_its_own_result()
    {
        var number = await registry.Assigned();
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"here"}""").ShouldBe(201);
        var body = $$"""{"items":[{"number":"{{number}}","account":"here"},{"number":"{{number}}","account":"not-here"},{"number":"12","account":"here"}]}""";

        (await registry.Ride.Command("POST", "/v1/bindings/confirm", body, "many").Snapshot(200)).ShouldBe(
            """{"items":[{"number":"NUMBER","account":"here","result":"confirmed"},{"number":"NUMBER","account":"not-here","code":"not_found"},{"number":"12","account":"here","code":"invalid_number"}]}""");
    }

    [Fact]
    public async Task A_repeated_confirmation_is_a_replay()
    {
        var number = await registry.Assigned();
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"here"}""").ShouldBe(201);
        var body = $$"""{"items":[{"number":"{{number}}","account":"here"}]}""";
        await registry.Ride.Command("POST", "/v1/bindings/confirm", body, "twice").ShouldBe(200);

        (await registry.Ride.Command("POST", "/v1/bindings/confirm", body, "twice").ShouldBe(200)).Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_thousand_long_items_are_one_request()
    {
        var item = new JsonObject { ["number"] = registry.NextNumber(), ["account"] = new string('x', 128) }.ToJsonString();
        var body = $$"""{"items":[{{string.Join(',', Enumerable.Repeat(item, 1000))}}]}""";

        (await registry.Ride.Command("POST", "/v1/bindings/confirm", body).Body(200))["items"]!.AsArray().Count.ShouldBe(1000);
        await registry.Ride.Command("POST", "/v1/bindings/confirm", $$"""{"items":[{{string.Join(',', Enumerable.Repeat(item, 1001))}}]}""").ShouldBeProblem(400, "invalid_field");
    }

    [Fact]
    public async Task A_category_that_would_hide_an_account_from_a_buyer_is_refused() =>
        await registry.Ride.Command("POST", $"/v1/numbers/{await registry.Assigned()}/bindings", """{"account":"a","category":"carrier-system"}""").ShouldBeProblem(400, "invalid_field");
}
