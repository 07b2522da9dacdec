using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary><c>/orleans</c> behind the operators' login.</summary>
[Collection(Alone.Name)]
public sealed class DashboardTests(ConsoleRegistry registry) : IClassFixture<ConsoleRegistry>
{
    [Fact]
    public async Task A_stranger_is_sent_to_the_login_and_a_program_is_told_401()
    {
        using var stranger = new Desk(registry.Url);
        using var browser = new HttpRequestMessage(HttpMethod.Get, "/orleans");
        browser.Headers.Accept.ParseAdd("text/html");
        await stranger.Send(browser);
        stranger.Location.ShouldBe("/console/login?back=/orleans");
        foreach (var path in new[] { "/orleans", "/orleans/DashboardCounters", "/Orleans/GrainTypes" })
        {
            await stranger.Open(path);
            stranger.Status.ShouldBe(401);
        }
    }

    [Fact]
    public async Task Grains_have_names_that_a_person_understands()
    {
        await registry.Bound();
        using var desk = await registry.SignedIn();
        await Wait.Until(async () =>
        {
            await desk.Open("/orleans/DashboardCounters");
            return desk.Status == 200 && desk.Html.Contains("Telephone number", StringComparison.Ordinal);
        }, ConsoleRegistry.Patience);

        desk.Html.ShouldNotContain("RecycledNumbers.Grains.");
        JsonNode.Parse(desk.Html).ShouldNotBeNull();
        // What it has measured of one of them is asked for by that name.
        await Wait.Until(async () =>
        {
            await registry.Bound();
            await desk.Open("/orleans/GrainStats/Telephone%20number");
            return desk.Status == 200 && desk.Html.Contains("Bind", StringComparison.Ordinal);
        }, ConsoleRegistry.Patience);
    }

    [Fact]
    public async Task Stored_states_and_the_log_are_shown_to_nobody()
    {
        var number = await registry.Bound();
        using var desk = await registry.SignedIn();
        await desk.Open($"/orleans/GrainState?grainId={Uri.EscapeDataString(number)}&grainType=RecycledNumbers.Grains.Numbers.NumberGrain");
        desk.Status.ShouldBe(404);
        await desk.Open("/orleans/Trace");
        desk.Status.ShouldBe(403);
    }

    [Fact]
    public async Task The_page_itself_is_served()
    {
        using var desk = await registry.SignedIn();
        await desk.Open("/orleans/");
        desk.Status.ShouldBe(200);
        var script = Regex.Match(desk.Html, "src=\"(?<path>[^\"]+\\.js)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;
        await desk.Open("/orleans/" + script.TrimStart('.', '/'));

        desk.Status.ShouldBe(200);
        desk.Html.Length.ShouldBeGreaterThan(10_000);
    }

    [Theory]
    [InlineData("""{"key":"+8613900200001"}""", true, """{"key":"+8613900200001"}""")]
    [InlineData("""{"key":"+8613900200001"}""", false, """{"key":"+861***01"}""")]
    [InlineData("""{"key":"\u002B8613900200001"}""", false, """{"key":"+861***01"}""")]
    [InlineData("""{"t":"RecycledNumbers.Grains.Numbers.NumberGrain.Assign"}""", false, """{"t":"Telephone number.Assign"}""")]
    public void Numbers_are_masked_unless_they_may_be_seen(string said, bool mayReadNumbers, string shown) => DashboardDoor.Rewrite(said, mayReadNumbers).ShouldBe(shown);

    [Fact]
    public void Every_grain_of_ours_has_a_name() =>
        typeof(Grains.GrainsTelemetry).Assembly.GetTypes().Where(static t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(Grain))).Select(static t => t.FullName!).ShouldBe(DashboardDoor.Known, ignoreOrder: true);
}
