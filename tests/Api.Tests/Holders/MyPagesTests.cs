using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary><c>/my</c> without a script, and what is tried against it.</summary>
[Collection(Alone.Name)]
public sealed class MyPagesTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public async Task The_holder_of_a_second_hand_number_sees_what_still_hangs_on_it_and_has_it_asked_for()
    {
        var number = await Registry.Residual();
        using var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));

        visitor.Path.ShouldBe("/my/number");
        visitor.Html.ShouldContain("Your number is second-hand: somebody had it before you");
        visitor.Html.ShouldContain("1 still there");
        await visitor.Submit("/my/number/unbind");

        visitor.Path.ShouldBe("/my/number");
        visitor.Html.ShouldContain("1 asked for; the service has until ");
        visitor.Html.ShouldNotContain("1 still there");
        (await Registry.Chat.Get("/v1/unbindings?limit=1000"))["items"]!.AsArray().ShouldContain(u => u!["number"]!.GetValue<string>() == number && u["reason"]!.GetValue<string>() == "holderAsked");
    }

    [Fact]
    public async Task Nothing_of_an_earlier_owner_is_on_the_page()
    {
        var number = await Registry.Residual();
        using var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));

        foreach (var secret in new[] { "chat-account", "ride-account", "zhou", "微聊", "Ride & Go", "Ride &amp; Go", number })
        {
            visitor.Html.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task Forwarding_from_before_the_present_owner_is_shown_and_stopped()
    {
        var (number, other) = (Registry.Next(), Registry.Next());
        await Registry.Assign(number);
        await Registry.Assign(other);
        await Registry.North.Command("PUT", $"/v1/numbers/{other}/forwarding/unconditional", $$"""{"target":"{{number}}"}""").ShouldBe(200);
        await Aimed(number, 1);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"yue"}""").ShouldBe(200);
        await Aimed(number, 0);
        using var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));

        visitor.Html.ShouldContain("No forwarding from before your time is aimed at your number.");
    }

    /// <summary>Numbers tell each other behind the answer.</summary>
    private Task Aimed(string number, int count) =>
        Wait.Until(async () => (await Registry.North.Get($"/v1/numbers/{number}"))["inboundForwarding"]!.GetValue<int>() == count, TimeSpan.FromMinutes(4));

    [Fact]
    public async Task The_pages_speak_chinese_to_those_who_read_it_and_remember_a_choice()
    {
        using var visitor = new Visitor(Registry.Url, "zh-TW,zh;q=0.9,en;q=0.5");
        await visitor.Open("/my");
        visitor.Html.ShouldContain("<html lang=\"zh-CN\">");
        visitor.Html.ShouldContain("我的号码是二手号码吗？");
        await visitor.Open("/my?lang=en");
        await visitor.Open("/my");

        visitor.Html.ShouldContain("<html lang=\"en\">");
        visitor.Html.ShouldContain("Is my number second-hand?");
    }

    [Fact]
    public async Task A_number_that_nobody_has_looks_like_any_other()
    {
        var (there, nowhere) = (await Registry.Transferred(), Registry.Next());
        var pages = new List<string>();
        foreach (var number in new[] { there, nowhere })
        {
            using var visitor = new Visitor(Registry.Url);
            await visitor.Open("/my");
            await visitor.Submit("/my", ("number", number));
            var sent = visitor.Html;
            await visitor.Submit("/my/code", ("code", "123456"));
            pages.Add(Without(sent + visitor.Status + visitor.Html, number));
        }

        pages[0].ShouldBe(pages[1]);
    }

    [Theory]
    [InlineData("/my")]
    [InlineData("/my/code")]
    [InlineData("/my/number/unbind")]
    [InlineData("/my/number/forwarding")]
    [InlineData("/my/leave")]
    public async Task A_form_that_another_site_sends_does_nothing(string action)
    {
        var number = await Registry.Residual();
        using var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));
        await visitor.Post(action, ("number", number), ("code", "123456"));

        visitor.Status.ShouldBe(400);
        visitor.Html.ShouldContain("This form is too old");
        await visitor.Open("/my/number");
        visitor.Html.ShouldContain("1 still there");
    }

    [Fact]
    public async Task A_session_ends_with_the_tenure_in_which_it_began()
    {
        var number = await Registry.Residual();
        using var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"ying"}""").ShouldBe(200);
        await visitor.Submit("/my/number/unbind");

        visitor.Status.ShouldBe(403);
        visitor.Html.ShouldContain("This number has changed");
        await visitor.Open("/my/number");
        visitor.Path.ShouldBe("/my");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task What_is_typed_comes_back_as_text(string typed)
    {
        using var visitor = new Visitor(Registry.Url);
        await visitor.Open("/my");
        await visitor.Submit("/my", ("number", typed));

        visitor.Status.ShouldBe(400);
        visitor.Html.ShouldNotContain("<script");
        visitor.Html.ShouldNotContain("<img");
        visitor.Html.ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task No_page_may_run_a_script_stand_in_a_frame_or_be_kept()
    {
        using var visitor = new Visitor(Registry.Url);
        await visitor.Open("/my");

        visitor.Headers["Content-Security-Policy"].Single().ShouldBe("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        visitor.Headers["Cache-Control"].Single().ShouldContain("no-store");
        visitor.Headers["Referrer-Policy"].Single().ShouldBe("no-referrer");
        visitor.Headers["X-Content-Type-Options"].Single().ShouldBe("nosniff");
        visitor.Headers["Set-Cookie"].ShouldAllBe(c => c.Contains("httponly", StringComparison.OrdinalIgnoreCase) && c.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        visitor.Html.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Cookies_of_another_registry_and_made_up_ones_open_nothing()
    {
        using var client = Edge.ClientOf(Registry.App);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/my/number");
        request.Headers.Add("Cookie", "rn.my=CfDJ8Nonsense; rn.pending=CfDJ8Nonsense");
        var answer = await client.SendAsync(request);

        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/my");
    }

    [Theory]
    [InlineData("138 0013 8000", "+8613800138000")]
    [InlineData("+86 138-0013-8000", "+8613800138000")]
    [InlineData("0044 20 7946 0958", "+442079460958")]
    [InlineData("12", null)]
    [InlineData("", null)]
    public void A_number_is_read_as_people_type_it(string typed, string? number) => (My.HolderNumber.Read(typed)?.Value).ShouldBe(number);

    private static string Without(string html, string number)
    {
        var text = html.Replace("&#x2B;", "+", StringComparison.Ordinal).Replace(PhoneNumber.Mask(number), "NUMBER", StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Replace(text, "name=\"form\" value=\"[^\"]+\"", "FORM", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
