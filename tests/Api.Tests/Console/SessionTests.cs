using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Api.Tests.Endpoints;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary>Who gets in at <c>/console</c>, for how long, and what a stolen or forged request can do.</summary>
[Collection(Alone.Name)]
public sealed class SessionTests(ConsoleRegistry registry) : IClassFixture<ConsoleRegistry>
{
    [Fact]
    public async Task Nobody_gets_in_without_a_login_but_whoever_sits_at_the_machine_in_Development()
    {
        using var stranger = new Desk(registry.Url);
        await stranger.Open("/console/held");
        stranger.Status.ShouldBe(302);
        stranger.Location.ShouldBe("/console/login?back=%2Fconsole%2Fheld");
        await stranger.Open("/console/live");
        stranger.Status.ShouldBe(401);

        using var here = new Desk(registry.Url, host: "localhost");
        await here.Open("/console/held");
        here.Status.ShouldBe(200);
        here.Html.ShouldContain("operator:dev");
    }

    [Fact]
    public async Task An_operator_signs_in_and_out()
    {
        using var desk = await registry.SignedIn();
        desk.Location.ShouldBe("/console");
        await desk.Follow();
        desk.Status.ShouldBe(200);
        desk.Html.ShouldContain("operator:boss · may act");

        await desk.Submit("/console/leave");
        await desk.Open("/console");
        desk.Status.ShouldBe(302);
    }

    [Fact]
    public async Task After_the_login_the_page_that_was_asked_for_is_open_as_it_was_asked_for()
    {
        using var desk = new Desk(registry.Url);
        await desk.Open("/console/leaving?day=20500&after=x%2By");
        await desk.Follow();
        await desk.Submit("/console/login", ("client", ConsoleRegistry.OperatorId), ("secret", ConsoleRegistry.Secret), ("back", System.Net.WebUtility.HtmlDecode(desk.Hidden("back"))));

        desk.Location.ShouldBe("/console/leaving?day=20500&after=x%2By");
    }

    [Fact]
    public async Task The_cookie_is_for_no_script_no_other_site_and_no_plain_connection()
    {
        using var desk = await registry.SignedIn();

        var cookie = desk.Set.Single(c => c.StartsWith("rn.console=", StringComparison.Ordinal)).ToLowerInvariant();
        foreach (var flag in new[] { "; secure", "; httponly", "; samesite=strict", "; path=/" }) cookie.ShouldContain(flag);
        cookie.ShouldNotContain("expires");
    }

    [Theory]
    [InlineData("nobody.console-test", null)]
    [InlineData(ConsoleRegistry.OperatorId, "wrong")]
    [InlineData("carrier.console-test", null)]
    [InlineData("NO CLIENT", null)]
    public async Task Whoever_is_no_operator_is_told_no_more_than_that(string client, string? secret)
    {
        using var desk = new Desk(registry.Url);
        await desk.Open("/console/login");
        await desk.Submit("/console/login", ("client", client), ("secret", secret ?? ConsoleRegistry.Secret));

        desk.Status.ShouldBe(401);
        desk.Cookies.ShouldNotContainKey("rn.console");
        desk.Html.ShouldNotContain("carrier");
    }

    [Theory]
    [InlineData("/console/search")]
    [InlineData("/console/leave")]
    [InlineData("/console/login")]
    [InlineData("/console/act/release")]
    public async Task A_form_that_another_site_sends_does_nothing(string action)
    {
        using var desk = await registry.SignedIn();
        await desk.Post(action, ("q", "+8613900200001"), ("reason", "forged"));
        desk.Status.ShouldBe(400);
        desk.Html.ShouldContain("This form is too old");

        await desk.Open("/console");
        using var crossing = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent([new("form", desk.Hidden("form")), new("q", "+8613900200001")]) };
        crossing.Headers.Add("Sec-Fetch-Site", "cross-site");
        await desk.Send(crossing);
        desk.Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_form_of_another_session_does_nothing()
    {
        using var desk = await registry.SignedIn();
        await desk.Open("/console");
        var token = desk.Hidden("form");
        await desk.Open("/console/login");
        using var other = await registry.SignedIn();
        foreach (var (name, value) in other.Cookies.Where(c => c.Key == "rn.console")) desk.Cookies[name] = value;
        await desk.Post("/console/search", ("form", token), ("q", "+8613900200001"));

        desk.Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_session_ends_when_nothing_is_done_and_what_a_page_does_by_itself_keeps_it_no_longer()
    {
        using var desk = new Desk(registry.Url);
        desk.Cookies["rn.console"] = Ticket(issued: 29, began: 29);
        await desk.Open("/console?live");
        desk.Status.ShouldBe(200);
        desk.Set.ShouldNotContain(c => c.StartsWith("rn.console=", StringComparison.Ordinal));
        await desk.Open("/console");
        desk.Set.ShouldContain(c => c.StartsWith("rn.console=", StringComparison.Ordinal));

        desk.Cookies["rn.console"] = Ticket(issued: 31, began: 31);
        await desk.Open("/console");
        desk.Status.ShouldBe(302);
    }

    [Fact]
    public async Task A_dashboard_that_is_left_open_keeps_a_session_no_longer_either()
    {
        using var desk = new Desk(registry.Url);
        desk.Cookies["rn.console"] = Ticket(issued: 29, began: 29);
        await desk.Open("/orleans/DashboardCounters");
        desk.Status.ShouldBe(200);
        desk.Set.ShouldNotContain(c => c.StartsWith("rn.console=", StringComparison.Ordinal));
        await desk.Open("/orleans/");

        desk.Set.ShouldContain(c => c.StartsWith("rn.console=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/console/held", "/console/held")]
    [InlineData("/orleans", "/orleans")]
    [InlineData("https://evil.example/console", "/console")]
    [InlineData("//evil.example", "/console")]
    [InlineData("/\\evil.example", "/console")]
    [InlineData("/console.evil.example", "/console")]
    [InlineData("/console/held\r\nSet-Cookie: a=b", "/console")]
    [InlineData("/consoleexample", "/console")]
    public async Task A_login_leads_back_to_pages_of_ours_and_nowhere_else(string back, string led)
    {
        using var desk = new Desk(registry.Url);
        await desk.Open("/console/login");
        await desk.Submit("/console/login", ("client", ConsoleRegistry.OperatorId), ("secret", ConsoleRegistry.Secret), ("back", back));

        desk.Location.ShouldBe(led);
    }

    [Fact]
    public async Task A_session_ends_however_busy_it_was()
    {
        using var desk = new Desk(registry.Url);
        desk.Cookies["rn.console"] = Ticket(issued: 1, began: 479);
        await desk.Open("/console");
        desk.Status.ShouldBe(200);
        desk.Cookies["rn.console"] = Ticket(issued: 1, began: 481);
        await desk.Open("/console");

        desk.Status.ShouldBe(302);
    }

    [Fact]
    public async Task The_cookie_opens_no_api()
    {
        using var desk = await registry.SignedIn();
        await desk.Open("/v1/admin/deadletters");

        desk.Status.ShouldBe(401);
    }

    [Fact]
    public async Task An_operators_token_opens_the_pages_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/held");
        request.Headers.Host = "console.test";
        var answer = await registry.Operator.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(200);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("operator:boss");
    }

    [Fact]
    public async Task Only_scripts_of_our_own_run_and_no_page_stands_in_a_frame_or_is_kept()
    {
        using var desk = await registry.SignedIn();
        await desk.Open("/console");

        desk.Policy.ShouldBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        desk.Html.ShouldNotContain(" style=");
        foreach (var asset in new[] { "console.css", "console.js", "uPlot.iife.min.js", "uPlot.min.css" })
        {
            await desk.Open("/console/assets/" + asset);
            desk.Status.ShouldBe(200);
        }

        await desk.Open("/console/assets/appsettings.json");
        desk.Status.ShouldBe(404);
    }

    // As the cookie would be of somebody who signed in, and was last renewed, so many minutes ago.
    private string Ticket(int issued, int began)
    {
        var now = TimeProvider.System.GetUtcNow();
        var identity = new ClaimsIdentity(
            [
                new("rn_role", "operator"), new("rn_party", "operator:boss"), new("client_id", ConsoleRegistry.OperatorId), new("scope", "admin"),
                new(ClaimTypes.NameIdentifier, "test"), new("rn_began", now.AddMinutes(-began).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ], OperatorSession.Scheme);
        var format = registry.App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(OperatorSession.Scheme).TicketDataFormat;
        return format.Protect(new AuthenticationTicket(
            new ClaimsPrincipal(identity), new AuthenticationProperties { IssuedUtc = now.AddMinutes(-issued), ExpiresUtc = now.AddMinutes(30 - issued) }, OperatorSession.Scheme));
    }
}
