using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Idempotency;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class OperationTests(Registry registry)
{
    [Fact]
    public async Task A_command_that_was_applied_tells_its_answer()
    {
        var number = await registry.Assigned();
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""", "asked").ShouldBe(201);

        var answer = await registry.Ride.Get($"/v1/operations/{Id(number, "platform:ride", "asked")}");

        answer.AsObject().Remove("id").ShouldBeTrue();
        Calls.Still(answer.ToJsonString()).ShouldBe("""{"state":"applied","answer":{"binding":{"bindingId":"bd_ID","tenureToken":"tt_TOKEN","action":"none"}}}""");
    }

    [Fact]
    public async Task A_command_that_never_arrived_is_unknown()
    {
        var id = Id(await registry.Assigned(), "carrier:north", "never");

        var answer = await registry.North.Get($"/v1/operations/{id}");

        JsonNode.DeepEquals(answer, new JsonObject { ["id"] = id, ["state"] = "unknown" }).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public async Task Anothers_operation_is_not_there() =>
        await registry.South.GetAsync($"/v1/operations/{Id(await registry.Assigned(), "carrier:north", "asked")}").ShouldBeProblem(404, "not_found");

    [Theory]
    [InlineData("made-up")]
    [InlineData("CfDJ8")]
    [InlineData("%20")]
    public async Task An_id_that_is_made_up_is_not_there(string id) => await registry.North.GetAsync($"/v1/operations/{id}").ShouldBeProblem(404, "not_found");

    private string Id(string number, string party, string key) => registry.App.Services.GetRequiredService<OperationId>().Seal(new Operation(number, party, key));
}
