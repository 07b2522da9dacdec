using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData("admin", true)]
    [InlineData("admin:read", false)]
    public async Task What_the_dashboard_says_passes_the_door_masked_for_whoever_only_looks(string scope, bool isShown)
    {
        var dashboard = new ApplicationBuilder(registry.App.Services);
        dashboard.UseDashboardDoor();
        dashboard.Run(static context => context.Response.WriteAsJsonAsync(new { key = "+8613900200001" }));
        await using var services = registry.App.Services.CreateAsyncScope();
        using var said = new MemoryStream();
        var context = new DefaultHttpContext
        {
            RequestServices = services.ServiceProvider,
            User = new ClaimsPrincipal(new ClaimsIdentity([new("rn_role", "operator"), new("rn_party", "operator:boss"), new("client_id", "boss"), new("scope", scope)], "test")),
        };
        (context.Request.Path, context.Response.Body) = ("/orleans/TopGrainMethods", said);
        await dashboard.Build()(context);

        var shown = Encoding.UTF8.GetString(said.ToArray());
        shown.ShouldContain("key");
        shown.Contains("8613900200001", StringComparison.Ordinal).ShouldBe(isShown, shown);
    }

    [Fact]
    public void Every_grain_of_ours_has_a_name() =>
        typeof(Grains.GrainsTelemetry).Assembly.GetTypes().Where(static t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(Grain))).Select(static t => t.FullName!).ShouldBe(DashboardDoor.Known, ignoreOrder: true);
}
