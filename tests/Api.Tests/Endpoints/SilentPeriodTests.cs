using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>How long accounts may go unconfirmed, as their platform sets it.</summary>
public sealed class SilentPeriodTests(Registry registry)
{
    [Fact]
    public async Task A_platform_sets_it_by_category_and_what_is_registered_from_then_on_has_it()
    {
        var (platform, party) = await registry.NewPlatform();
        (await platform.GetAsync("/v1/silent-periods").Snapshot(200)).ShouldBe("""{"days":90,"categories":{}}""");
        var number = await registry.Assigned();
        await platform.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"before","category":"bank"}""").ShouldBe(201);

        (await platform.Command("PUT", "/v1/silent-periods", """{"days":120,"categories":{"bank":30,"game":365}}""").Snapshot(200)).ShouldBe("""{"days":120,"categories":{"bank":30,"game":365}}""");
        foreach (var (account, category) in new[] { ("b", "bank"), ("g", "game"), ("o", "other") })
            await platform.Command("POST", $"/v1/numbers/{number}/bindings", $$"""{"account":"{{account}}","category":"{{category}}"}""").ShouldBe(201);
        (await platform.GetAsync("/v1/silent-periods").Snapshot(200)).ShouldBe("""{"days":120,"categories":{"bank":30,"game":365}}""");

        (await Days(number)).ShouldBe(new Dictionary<string, int> { ["before"] = 90, ["b"] = 30, ["g"] = 365, ["o"] = 120 }, ignoreOrder: true);
        await platform.Command("POST", "/v1/bindings/confirm", $$"""{"items":[{"number":"{{number}}","account":"before"}]}""").ShouldBe(200);
        (await Days(number))["before"].ShouldBe(30, party);
    }

    [Fact]
    public async Task It_is_set_as_a_whole_and_repeated_without_harm()
    {
        var (platform, _) = await registry.NewPlatform();
        await platform.Command("PUT", "/v1/silent-periods", """{"days":60,"categories":{"bank":30}}""", "first").ShouldBe(200);
        await platform.Command("PUT", "/v1/silent-periods", """{"categories":{"game":40}}""").ShouldBe(200);

        var again = await platform.Command("PUT", "/v1/silent-periods", """{"days":60,"categories":{"bank":30}}""", "first").ShouldBe(200);

        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await platform.GetAsync("/v1/silent-periods").Snapshot(200)).ShouldBe("""{"days":90,"categories":{"game":40}}""");
    }

    [Theory]
    [InlineData("""{"days":29}""")]
    [InlineData("""{"days":731}""")]
    [InlineData("""{"categories":{"bank":29}}""")]
    [InlineData("""{"categories":{"bank":731}}""")]
    [InlineData("""{"categories":{"Bank":90}}""")]
    [InlineData("""{"categories":{"":90}}""")]
    [InlineData("""{"categories":{"bank\n":90}}""")]
    public async Task What_is_out_of_range_is_refused_and_changes_nothing(string body)
    {
        var (platform, _) = await registry.NewPlatform();

        await platform.Command("PUT", "/v1/silent-periods", body).ShouldBeProblem(400, "invalid_field");
        (await platform.GetAsync("/v1/silent-periods").Snapshot(200)).ShouldBe("""{"days":90,"categories":{}}""");
    }

    [Fact]
    public async Task Fifty_categories_are_enough()
    {
        var (platform, _) = await registry.NewPlatform();
        static string Body(int count) => "{\"categories\":{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"c{i}\":90")) + "}}";

        await platform.Command("PUT", "/v1/silent-periods", Body(50)).ShouldBe(200);
        await platform.Command("PUT", "/v1/silent-periods", Body(51)).ShouldBeProblem(400, "invalid_field");
    }

    [Fact]
    public async Task It_is_a_platforms_own_affair()
    {
        await registry.North.Command("PUT", "/v1/silent-periods", "{}").ShouldBeProblem(403, "forbidden");
        await registry.North.GetAsync("/v1/silent-periods").ShouldBeProblem(403, "forbidden");
    }

    /// <summary>Days until each account of a number must be verified again, by its account.</summary>
    private async Task<Dictionary<string, int>> Days(string number)
    {
        var bindings = JsonNode.Parse((await registry.Ledger.Load(number))!.State)!["number"]!["bindings"]!.AsArray();
        return bindings.ToDictionary(
            b => b!["account"]!.GetValue<string>(),
            b => (int)Math.Round((At(b!, "reverifyAt") - At(b!, "boundAt")).TotalDays));

        static DateTimeOffset At(JsonNode binding, string name) => DateTimeOffset.Parse(binding[name]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
