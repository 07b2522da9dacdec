using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Holders;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Disclosures;

/// <summary>Who tries many codes.</summary>
[Collection(Alone.Name)]
public sealed class GuessingTests
{
    [Fact]
    public async Task An_address_that_guesses_is_slowed_down_and_one_that_has_a_code_is_not()
    {
        await using var registry = await OwnerRegistry.Start("--Disclosures:MissesPerAddress", "3");
        var number = registry.Next();
        await registry.Assign(number);
        var code = (await registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}").Body(201))["code"]!.GetValue<string>();
        for (var i = 0; i < 10; i++) await registry.Anonymous.GetAsync($"/v1/disclosures/{code}").ShouldBe(200);
        for (var i = 0; i < 3; i++) await registry.Anonymous.GetAsync("/v1/disclosures/0000-0000-0000-0000-0000").ShouldBeProblem(404, "not_found");

        var refused = await registry.Anonymous.GetAsync("/v1/disclosures/0000-0000-0000-0000-0000");
        await refused.ShouldBeProblem(429, "too_many_requests");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        using var visitor = new Visitor(registry.Url);
        await visitor.Open($"/disclosure/{code}");
        visitor.Status.ShouldBe(429);
        visitor.Html.ShouldContain("Too many codes were tried from here");
    }
}
