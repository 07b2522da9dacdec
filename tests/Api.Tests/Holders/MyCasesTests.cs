using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary>Dispute, complain and intercept on <c>/my</c> without a script, and what is tried against the forms.</summary>
[Collection(Alone.Name)]
public sealed class MyCasesTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public async Task She_disputes_a_refusal_and_sees_by_when_and_what_comes_of_it()
    {
        var number = await Registry.RefusedToHer();
        using var visitor = await Entered(number);
        visitor.Html.ShouldContain("1 refused by the service");
        await visitor.Open("/my/number/dispute");
        visitor.Html.ShouldContain("If it refuses again or does not answer by that day, an operator of the registry decides");
        await visitor.Submit("/my/number/dispute", ("category", "social"), ("reason", "notMine"), ("once", Once(visitor)));

        visitor.Path.ShouldBe("/my/number");
        visitor.Html.ShouldContain("1 disputed; the service has until ");
        await Registry.Refuse(number, Registry.Chat);
        await visitor.Open("/my/number");
        visitor.Html.ShouldContain("the service refused again or did not answer; an operator of the registry decides");
        visitor.Html.ShouldNotContain("open debts");
    }

    [Fact]
    public async Task A_complaint_is_shown_as_text_with_the_day_by_which_it_is_answered()
    {
        using var visitor = await Entered(await Registry.Transferred());
        await visitor.Open("/my/number/complaint");
        await visitor.Submit("/my/number/complaint", ("kind", "dunning"), ("sender", "<script>alert(1)</script>"), ("category", ""), ("text", "\"><img src=x onerror=alert(1)>\r\nSecond line"), ("once", Once(visitor)));

        visitor.Path.ShouldBe("/my/number");
        visitor.Html.ShouldContain("With your carrier, which has until ");
        visitor.Html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        visitor.Html.ShouldNotContain("<script");
        visitor.Html.ShouldNotContain("<img");
    }

    [Fact]
    public async Task A_complaint_that_is_incomplete_comes_back_with_what_was_typed_as_text()
    {
        using var visitor = await Entered(await Registry.Transferred());
        await visitor.Open("/my/number/complaint");
        await visitor.Submit("/my/number/complaint", ("kind", "calls"), ("sender", ""), ("category", ""), ("text", "</textarea><script>alert(1)</script>"));

        visitor.Status.ShouldBe(400);
        visitor.Html.ShouldContain("role=\"alert\"");
        visitor.Html.ShouldNotContain("<script");
        visitor.Html.ShouldContain("&lt;/textarea&gt;");
        await visitor.Submit("/my/number/complaint", ("kind", "calls"), ("sender", "spam"), ("text", new string('x', 501)));
        visitor.Status.ShouldBe(400);
        await visitor.Submit("/my/number/complaint", ("kind", "noise"), ("sender", "spam"));
        visitor.Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_does_its_thing_once_and_the_sixth_of_a_day_is_refused()
    {
        var number = await Registry.Transferred();
        using var visitor = await Entered(number);
        await visitor.Open("/my/number/complaint");
        var once = Once(visitor);
        for (var i = 0; i < 2; i++)
        {
            await visitor.Open("/my/number/complaint");
            await visitor.Submit("/my/number/complaint", ("kind", "calls"), ("sender", "spam"), ("once", once));
        }

        (await Cases(number)).ShouldBe(1);
        for (var i = 0; i < 5; i++)
        {
            await visitor.Open("/my/number/complaint");
            await visitor.Submit("/my/number/complaint", ("kind", "calls"), ("sender", $"spam {i}"), ("once", Once(visitor)));
        }

        visitor.Status.ShouldBe(429);
        visitor.Html.ShouldContain("as many complaints as a day allows");
        (await Cases(number)).ShouldBe(5);
    }

    [Fact]
    public async Task She_has_senders_intercepted_and_sees_what_her_carrier_says()
    {
        var number = await Registry.Transferred();
        using var visitor = await Entered(number);
        await visitor.Open("/my/number/interception");
        await visitor.Submit("/my/number/interception", ("by", "prefix"), ("value", "00 44-20"), ("once", Once(visitor)));

        visitor.Html.ShouldContain("Numbers that begin with &#x2B;4420");
        visitor.Html.ShouldContain("Asked; your carrier has until ");
        var id = (await Registry.North.Get("/v1/cases?limit=1000"))["items"]!.AsArray().Single(c => c!["number"]!.GetValue<string>() == number)!["id"]!.GetValue<string>();
        await Registry.North.Command("POST", $"/v1/cases/{id}/answer", """{"answer":"accepted"}""").ShouldBe(200);
        await visitor.Open("/my/number");
        visitor.Html.ShouldContain("Intercepted by your carrier");
        await visitor.Submit("/my/number/interception/end", ("id", id));
        visitor.Html.ShouldContain("Ended; your carrier has been told");
        await visitor.Submit("/my/number/interception/end", ("id", "../../admin"));
        visitor.Path.ShouldBe("/my/number");
    }

    [Theory]
    [InlineData("prefix", "abc", 400)]
    [InlineData("prefix", "+86", 400)]
    [InlineData("number", "12", 400)]
    [InlineData("everything", "", 400)]
    [InlineData("", "", 400)]
    public async Task Senders_that_can_not_be_intercepted_are_refused(string by, string value, int status)
    {
        using var visitor = await Entered(await Registry.Transferred());
        await visitor.Open("/my/number/interception");
        await visitor.Submit("/my/number/interception", ("by", by), ("value", value));

        visitor.Status.ShouldBe(status);
        visitor.Html.ShouldContain("role=\"alert\"");
    }

    [Theory]
    [InlineData("/my/number/dispute")]
    [InlineData("/my/number/complaint")]
    [InlineData("/my/number/interception")]
    [InlineData("/my/number/interception/end")]
    public async Task A_form_that_another_site_sends_does_nothing(string action)
    {
        var number = await Registry.RefusedToHer();
        using var visitor = await Entered(number);
        await visitor.Post(action, ("category", "social"), ("reason", "notMine"), ("kind", "calls"), ("sender", "spam"), ("by", "dunning"), ("id", "ic_none"));

        visitor.Status.ShouldBe(400);
        visitor.Html.ShouldContain("This form is too old");
        await visitor.Open("/my/number");
        visitor.Html.ShouldContain("You have made no complaint.");
        visitor.Html.ShouldContain("Your carrier intercepts nothing for you here.");
        visitor.Html.ShouldContain("1 refused by the service");
    }

    [Theory]
    [InlineData("/my/number/dispute")]
    [InlineData("/my/number/complaint")]
    [InlineData("/my/number/interception")]
    [InlineData("/my/number/interception/end")]
    public async Task A_session_of_another_tenure_asks_for_nothing(string action)
    {
        var number = await Registry.RefusedToHer();
        using var visitor = await Entered(number);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"ying"}""").ShouldBe(200);
        await visitor.Submit(action, ("category", "social"), ("reason", "notMine"), ("kind", "calls"), ("sender", "spam"), ("by", "dunning"), ("id", "ic_none"));

        visitor.Status.ShouldBe(403);
        visitor.Html.ShouldContain("This number has changed");
        (await Cases(number)).ShouldBe(0);
    }

    [Theory]
    [InlineData("/my/number/dispute")]
    [InlineData("/my/number/complaint")]
    [InlineData("/my/number/interception")]
    public async Task Who_has_proved_nothing_is_sent_to_the_start(string page)
    {
        using var visitor = new Visitor(Registry.Url);
        await visitor.Open(page);

        visitor.Path.ShouldBe("/my");
    }

    private async Task<Visitor> Entered(string number)
    {
        var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));
        return visitor;
    }

    private async Task<int> Cases(string number) => (await Registry.North.Get("/v1/cases?limit=1000"))["items"]!.AsArray().Count(c => c!["number"]!.GetValue<string>() == number);

    private static string Once(Visitor visitor) => System.Text.RegularExpressions.Regex.Match(visitor.Html, "name=\"once\" value=\"(?<once>[0-9a-f]{24})\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["once"].Value;
}
