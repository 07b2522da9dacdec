using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class NumberTests(Registry registry)
{
    private const string Fresh = """{"secondHand":false,"earlierTenures":0,"lastEnded":null,"cleared":{},"residual":{}}""";

    [Fact]
    public async Task Assigning_a_number_says_what_its_buyer_must_be_told() =>
        (await registry.North.Command("POST", $"/v1/numbers/{registry.NextNumber()}/assign", """{"subscriber":"c-1","contact":{"email":"a@b.example","language":"zh-Hans","consent":true}}""").Snapshot(200))
            .ShouldBe($$"""{"number":"NUMBER","phase":"inService","generation":1,"secondHand":false,"disclosure":{{Fresh}}}""");

    [Fact]
    public async Task A_number_in_service_has_this_shape() =>
        (await registry.North.GetAsync($"/v1/numbers/{await registry.Assigned()}").Snapshot(200)).ShouldBe(
            """{"number":"NUMBER","phase":"inService","carrier":"north","generation":1,"tenureSince":"INSTANT","frozenUntil":null,"held":false,"forwarding":[],"inboundForwarding":0,"clearance":{"state":"none","items":[]}}""");

    [Fact]
    public async Task A_number_that_nobody_had_is_available_to_its_carrier() =>
        (await registry.North.GetAsync($"/v1/numbers/{registry.NextNumber()}").Snapshot(200)).ShouldBe(
            """{"number":"NUMBER","phase":"available","carrier":"north","generation":0,"tenureSince":null,"frozenUntil":null,"held":false,"forwarding":[],"inboundForwarding":0,"clearance":{"state":"none","items":[]}}""");

    [Fact]
    public async Task A_deactivated_number_shows_its_freeze_and_its_clearance()
    {
        var (number, _, _) = await registry.Unbinding();

        (await registry.North.GetAsync($"/v1/numbers/{number}").Snapshot(200)).ShouldBe(
            """{"number":"NUMBER","phase":"frozen","carrier":"north","generation":1,"tenureSince":null,"frozenUntil":"INSTANT","held":false,"forwarding":[],"inboundForwarding":0,"clearance":{"state":"open","items":[{"platform":"ride","category":"ride-hailing","state":"requested","requestedAt":"INSTANT","deadline":"INSTANT","attempts":1},{"platform":"voicemail","category":"carrier-system","state":"requested","requestedAt":"INSTANT","deadline":"INSTANT","attempts":1}]}}""");
    }

    [Fact]
    public async Task Suspending_and_resuming_need_no_body()
    {
        var number = await registry.Assigned();

        (await registry.North.Command("POST", $"/v1/numbers/{number}/suspend").Body(200))["phase"]!.GetValue<string>().ShouldBe("suspended");
        (await registry.North.Command("POST", $"/v1/numbers/{number}/resume", "{}").Body(200))["phase"]!.GetValue<string>().ShouldBe("inService");
    }

    [Fact]
    public async Task The_same_subscriber_gets_a_frozen_number_back_and_another_does_not()
    {
        var number = await registry.Assigned("customer-1");
        await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"arrears","nuisance":true}""").ShouldBe(200);

        await registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"customer-2"}""").ShouldBeProblem(409, "not_the_subscriber");
        (await registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"customer-1"}""").Body(200))["generation"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_transfer_begins_the_next_tenure_and_its_disclosure_says_so()
    {
        var number = await registry.Assigned("customer-1");
        (await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"customer-2"}""").Body(200))["generation"]!.GetValue<int>().ShouldBe(2);

        var told = await registry.North.Get($"/v1/numbers/{number}/disclosure");

        told.AsObject().Select(field => field.Key).ShouldBe(["secondHand", "earlierTenures", "lastEnded", "cleared", "residual"]);
        told["secondHand"]!.GetValue<bool>().ShouldBeTrue();
        told["earlierTenures"]!.GetValue<int>().ShouldBe(1);
        told["lastEnded"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d$");
    }

    [Fact]
    public async Task A_ported_number_belongs_to_the_other_carrier_which_knows_its_subscriber()
    {
        var number = await registry.Assigned();
        (await registry.North.Command("POST", $"/v1/numbers/{number}/port", """{"toCarrier":"south","subscriber":"their-77"}""").Body(200))["carrier"]!.GetValue<string>().ShouldBe("south");

        await registry.North.GetAsync($"/v1/numbers/{number}").ShouldBeProblem(404, "not_found");
        await registry.South.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"other"}""").ShouldBe(200);
        await registry.South.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"their-77"}""").ShouldBe(200);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("north")]
    public async Task A_port_needs_another_carrier_that_exists(string carrier) =>
        await registry.North.Command("POST", $"/v1/numbers/{await registry.Assigned()}/port", $$"""{"toCarrier":"{{carrier}}"}""").ShouldBeProblem(409, "unknown_carrier");

    [Fact]
    public async Task Forwarding_is_set_and_cleared_by_kind()
    {
        var (number, target) = (await registry.Assigned(), await registry.Assigned());

        var set = await registry.North.Command("PUT", $"/v1/numbers/{number}/forwarding/noAnswer", $$"""{"target":"{{target}}"}""").Body(200);
        Calls.Still(set["forwarding"]!.ToJsonString()).ShouldBe("""[{"kind":"noAnswer","target":"NUMBER"}]""");
        (await registry.North.Command("DELETE", $"/v1/numbers/{number}/forwarding/noAnswer").Body(200))["forwarding"]!.AsArray().ShouldBeEmpty();
        await registry.North.Command("DELETE", $"/v1/numbers/{number}/forwarding/noAnswer").ShouldBeProblem(409, "forwarding_not_set");
        await registry.North.Command("PUT", $"/v1/numbers/{number}/forwarding/busy", $$"""{"target":"{{number}}"}""").ShouldBeProblem(400, "forwarding_to_itself");
    }

    [Theory]
    [InlineData("NoAnswer")]
    [InlineData("1")]
    [InlineData("always")]
    public async Task A_kind_of_forwarding_is_named_exactly(string kind) =>
        await registry.North.Command("DELETE", $"/v1/numbers/{registry.NextNumber()}/forwarding/{kind}").ShouldBeProblem(400, "invalid_parameter");

    [Fact]
    public async Task History_comes_in_pages_and_names_no_subscriber()
    {
        var number = await registry.Assigned();
        await registry.North.Command("POST", $"/v1/numbers/{number}/suspend").ShouldBe(200);

        var first = await registry.North.Get($"/v1/numbers/{number}/events?limit=1");
        var second = await registry.North.Get($"/v1/numbers/{number}/events?limit=1&after={first["next"]}");

        Calls.Still(first.ToJsonString()).ShouldMatch("""^\{"items":\[\{"sequence":1,"at":"INSTANT","type":"tenureStarted","actor":"carrier:north","cause":"[0-9a-f-]{36}","data":\{.*\}\}\],"next":"1"\}$""");
        first.ToJsonString().ShouldNotContain("subscriber");
        second["items"]![0]!["type"]!.GetValue<string>().ShouldBe("suspended");
        second["next"].ShouldBeNull();
    }

    [Fact]
    public async Task Operators_may_read_but_not_command()
    {
        var number = await registry.Assigned();
        foreach (var reader in new[] { registry.Operator, registry.Auditor })
            foreach (var path in new[] { "", "/events", "/disclosure" })
                await reader.GetAsync($"/v1/numbers/{number}{path}").ShouldBe(200);

        await registry.Operator.Command("POST", $"/v1/numbers/{number}/suspend").ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Only_a_held_number_is_released_and_only_by_an_operator()
    {
        var number = await registry.Assigned();

        await registry.Operator.Command("POST", $"/v1/numbers/{number}/release", """{"reason":"ticket 12"}""").ShouldBeProblem(409, "not_frozen");
        await registry.North.Command("POST", $"/v1/numbers/{number}/release", """{"reason":"ticket 12"}""").ShouldBeProblem(403, "forbidden");
        await registry.Auditor.Command("POST", $"/v1/numbers/{number}/release", """{"reason":"ticket 12"}""").ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Only_a_hold_is_extended_and_only_by_an_operator()
    {
        var number = await registry.Assigned();
        var body = $$"""{"until":"{{TimeProvider.System.GetUtcNow().AddDays(200):O}}","reason":"the bank needs longer"}""";

        await registry.Operator.Command("POST", $"/v1/numbers/{number}/extend-hold", body).ShouldBeProblem(409, "not_held");
        await registry.Operator.Command("POST", $"/v1/numbers/{number}/extend-hold", """{"reason":"no day"}""").ShouldBeProblem(400, "invalid_body");
        await registry.North.Command("POST", $"/v1/numbers/{number}/extend-hold", body).ShouldBeProblem(403, "forbidden");
        await registry.Auditor.Command("POST", $"/v1/numbers/{number}/extend-hold", body).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_contact_is_another_number_than_the_one_that_will_be_lost()
    {
        var number = registry.NextNumber();

        await registry.North.Command("POST", $"/v1/numbers/{number}/assign", $$$"""{"subscriber":"s","contact":{"number":"{{{number}}}","consent":true}}""").ShouldBeProblem(400, "contact_is_this_number");
    }

    [Fact]
    public async Task Neither_a_contact_nor_a_reference_is_stored_readable()
    {
        var number = registry.NextNumber();
        await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"canary-subscriber","contact":{"email":"canary@mail.example","consent":true}}""").ShouldBe(200);

        var stored = (await registry.Ledger.Load(number))!.State + string.Concat((await registry.Ledger.ReadEvents(number, 0, 10)).Select(row => row.Data));

        stored.ShouldNotContain("canary");
        JsonNode.Parse((await registry.Ledger.Load(number))!.State)!["number"]!["tenure"]!["subscriber"]!.GetValue<string>().ShouldMatch("^[A-Za-z0-9_-]{22}$");
    }

    [Fact]
    public async Task A_plus_sign_may_be_escaped() =>
        (await registry.North.GetAsync($"/v1/numbers/%2B{(await registry.Assigned())[1..]}")).EnsureSuccessStatusCode();

    [Theory]
    [InlineData("8613900000001")]
    [InlineData("+86139x0000001")]
    [InlineData("+0123456789")]
    [InlineData("+1")]
    [InlineData("+861390000000100000")]
    [InlineData("%20+8613900000001")]
    [InlineData("+86139000000%D9%A1%D9%A2")]
    public async Task A_path_without_a_number_is_refused_before_anything_else_is_looked_at(string number) =>
        await registry.North.Ask($"/v1/numbers/{number}/assign", "{nonsense").ShouldBeProblem(400, "invalid_number");

    [Fact]
    public async Task A_carrier_lists_its_blocks()
    {
        (await registry.South.GetAsync("/v1/blocks").Snapshot(200)).ShouldBe("""{"items":[{"first":"+8613700000000","last":"+8613700999999"}],"next":null}""");
        (await registry.South.GetAsync("/v1/blocks?after=8613700000000").Snapshot(200)).ShouldBe("""{"items":[],"next":null}""");
    }
}
