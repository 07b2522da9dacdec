using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class IdempotencyTests(Registry registry)
{
    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_changes_nothing()
    {
        var number = await registry.Assigned();
        var path = $"/v1/numbers/{number}/deactivate";
        var first = await registry.North.Command("POST", path, """{"reason":"voluntary"}""", "again").ShouldBe(200);

        var repeat = await registry.North.Command("POST", path, """{ "reason" : "voluntary" }""", "again").ShouldBe(200);

        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        repeat.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await repeat.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var number = await registry.Assigned();
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"two"}""", "one").ShouldBe(200);

        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"three"}""", "one").ShouldBeProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_command_that_comes_again_after_its_id_is_forgotten_does_nothing_to_a_later_tenure()
    {
        var number = registry.NextNumber();
        await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"one"}""", "assign-1", generation: "0").ShouldBe(200);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"two"}""", "transfer-1", generation: "1").ShouldBe(200);
        await registry.Execute($"delete from number_commands where number = '{number}'");

        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"two"}""", "transfer-1", generation: "1").ShouldBeProblem(409, "another_tenure");
        await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""", generation: "2").ShouldBe(200);
    }

    [Fact]
    public async Task A_generation_is_told_to_the_numbers_own_carrier_only()
    {
        var number = await registry.Assigned();

        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""", generation: "1").ShouldBeProblem(400, "expected_generation_invalid");
        var right = await (await registry.South.Command("POST", $"/v1/numbers/{number}/suspend", "{}", generation: "1")).Content.ReadAsStringAsync();
        var wrong = await (await registry.South.Command("POST", $"/v1/numbers/{number}/suspend", "{}", generation: "7")).Content.ReadAsStringAsync();
        JsonNode.Parse(wrong)!["code"]!.ToString().ShouldBe(JsonNode.Parse(right)!["code"]!.ToString());
        await registry.North.Command("POST", $"/v1/numbers/{number}/suspend", "{}", generation: "7").ShouldBeProblem(409, "another_tenure");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("")]
    [InlineData("1, 2")]
    [InlineData("99999999999")]
    public async Task An_expected_generation_that_is_none_is_refused_and_nothing_is_done(string generation)
    {
        var number = registry.NextNumber();

        await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"one"}""", generation: generation).ShouldBeProblem(400, "expected_generation_invalid");
        await registry.North.Command("POST", $"/v1/numbers/{number}/suspend", "{}").ShouldBeProblem(409, "not_assigned");
    }

    [Fact]
    public async Task A_refused_command_is_not_remembered()
    {
        var number = registry.NextNumber();
        await registry.North.Command("POST", $"/v1/numbers/{number}/suspend", "{}", "later").ShouldBeProblem(409, "not_assigned");
        await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"s"}""").ShouldBe(200);

        await registry.North.Command("POST", $"/v1/numbers/{number}/suspend", "{}", "later").ShouldBe(200);
    }

    [Fact]
    public async Task Two_parties_may_use_the_same_key()
    {
        var number = await registry.Assigned();

        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""", "shared").ShouldBe(201);
        var other = await registry.Bank.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""", "shared").ShouldBe(201);

        other.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_without_a_body_is_repeated_too()
    {
        var number = await registry.Assigned();
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""").ShouldBe(201);
        await registry.Ride.Command("DELETE", $"/v1/numbers/{number}/bindings/a", key: "gone").ShouldBe(204);

        (await registry.Ride.Command("DELETE", $"/v1/numbers/{number}/bindings/a", key: "gone").ShouldBe(204)).Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task Credentials_are_told_again_to_the_same_command_only()
    {
        const string Body = """{"id":"again-mobile","name":"Again"}""";
        var first = await registry.Operator.Command("POST", "/v1/admin/carriers", Body, "make-again").Snapshot(201);

        var repeat = await registry.Operator.Command("POST", "/v1/admin/carriers", Body, "make-again").ShouldBe(201);

        repeat.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        Calls.Still(await repeat.Content.ReadAsStringAsync()).ShouldBe(first);
        await registry.Operator.Command("POST", "/v1/admin/carriers", Body).ShouldBeProblem(409, "already_exists");
    }

    [Theory]
    [InlineData("POST", "/v1/numbers/+8613900000009/suspend")]
    [InlineData("PUT", "/v1/webhook")]
    [InlineData("DELETE", "/v1/numbers/+8613900000009/forwarding/busy")]
    [InlineData("POST", "/v1/unbindings/outcomes")]
    public async Task A_command_without_a_key_is_refused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        await registry.North.SendAsync(request).ShouldBeProblem(400, "idempotency_key_required");
    }
}
