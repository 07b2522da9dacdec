using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Holders;
using RecycledNumbers.Contracts.Owners;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>周, with the link from a reminder: what still holds her accounts, what she has moved, and what is tried with such links.</summary>
[Collection(Alone.Name)]
public sealed partial class PreviousOwnerTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    private OwnerLinks Links => Registry.App.Services.GetRequiredService<OwnerLinks>();

    [Fact]
    public async Task She_sees_her_services_says_what_she_has_moved_and_is_reminded_of_the_rest_alone()
    {
        var (number, link) = await Lost("moves@example.com");
        using var zhou = new Visitor(Registry.Url);
        await zhou.Open(link);
        zhou.Html.ShouldContain("2 services still hold your old number");
        zhou.Html.ShouldContain("微聊 &lt;Chat&gt;");
        zhou.Html.ShouldContain("Ride &amp; Go");
        await zhou.Post(link, ("service", "chat"));

        zhou.Path.ShouldBe(new Uri(link).AbsolutePath);
        zhou.Html.ShouldContain("1 service still holds your old number");
        zhou.Html.ShouldContain("You have said that you have moved");
        (await Told(Registry.Chat, number, atLeast: 1)).ShouldBe(["chat-account"]);
        (await Told(Registry.Ride, number)).ShouldBeEmpty();
        await Registry.Pass(days: 31);
        var second = Channels.Read(await channels.Mail.Next("moves@example.com"));
        second.TextBody!.ShouldContain("- Ride & Go");
        second.TextBody!.ShouldNotContain("Chat");
    }

    [Fact]
    public async Task Once_she_has_moved_everything_no_reminder_follows_and_the_platforms_still_answer_for_themselves()
    {
        var (number, link) = await Lost("done@example.com");
        using var zhou = new Visitor(Registry.Url);
        await zhou.Post(link, ("service", "chat"), ("service", "ride"));

        zhou.Html.ShouldContain("You have said that you have moved everything.");
        await Registry.Pass(days: 40);
        await Wait.Until(async () => (await Asked(number)).Length == 2, TimeSpan.FromMinutes(4));
        await Registry.Pass(days: 40);
        await Wait.Until(async () => (await Asked(number)).All(static asked => asked.State == "overdue"), TimeSpan.FromMinutes(4));
        (await Asked(number)).Select(static asked => asked.Platform).Order().ShouldBe(["chat", "ride"]);
        channels.Mail.Any("done@example.com").ShouldBeFalse();
        (await Types(number)).Count(t => t == "ownerReminded").ShouldBe(1);
    }

    [Fact]
    public async Task Saying_it_twice_or_of_what_is_not_hers_changes_nothing()
    {
        var (number, link) = await Lost("twice@example.com");
        using var zhou = new Visitor(Registry.Url);
        await zhou.Post(link, ("service", "chat"));
        await zhou.Post(link, ("service", "chat"), ("service", "bank"), ("service", "<script>"), ("other", "ride"));
        await zhou.Post(link);

        (await Types(number)).Count(t => t == "ownerMoved").ShouldBe(1);
        zhou.Html.ShouldContain("1 service still holds your old number");
        zhou.Html.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        var (number, link) = await Lost("scanner@example.com");
        var before = (await Types(number)).Length;
        using var scanner = new Visitor(Registry.Url);
        await scanner.Open(link);
        await scanner.Open(link + "?service=chat");

        (await Types(number)).Length.ShouldBe(before);
    }

    [Fact]
    public async Task After_a_reassignment_the_link_shows_her_own_accounts_and_nothing_of_the_next_owner()
    {
        var number = await Registry.Bound(""" "email":"reassigned@example.com","language":"en" """);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"yue"}""").ShouldBe(200);
        var link = Link(await channels.Mail.Next("reassigned@example.com"));
        await Registry.Chat.Command("DELETE", $"/v1/numbers/{number}/bindings/chat-account").ShouldBe(204);
        await Registry.Chat.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"yue-chat"}""").ShouldBe(201);
        using var zhou = new Visitor(Registry.Url);
        await zhou.Open(link);

        zhou.Html.ShouldContain("1 service still holds your old number");
        zhou.Html.ShouldContain("Ride &amp; Go");
        zhou.Html.ShouldNotContain("Chat");
        await zhou.Post(link, ("service", "chat"), ("service", "ride"));
        (await Told(Registry.Ride, number, atLeast: 1)).ShouldBe(["ride-account"]);
        (await Told(Registry.Chat, number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_tenures_link_an_altered_one_one_for_another_use_and_one_that_is_too_old_are_one_answer()
    {
        var (number, link) = await Lost("attacks@example.com");
        var token = link[(link.LastIndexOf('/') + 1)..];
        string Token(OwnerLinkUse use, int generation, int untilDay) => Links.TokenOf(use, new OwnerLink(number, generation, "en", UntilDay: untilDay));
        var dead = new Dictionary<string, string>
        {
            ["altered"] = token[..^4] + "AAAA",
            ["made up"] = "CfDJ8Nonsense",
            ["too long"] = new string('A', 3000),
            ["of a tenure that never was"] = Token(OwnerLinkUse.Accounts, 7, 99_999),
            ["for another use"] = Token(OwnerLinkUse.Unsubscribe, 1, 99_999),
            ["too old"] = Token(OwnerLinkUse.Accounts, 1, 1),
            ["without an end"] = Token(OwnerLinkUse.Accounts, 1, 0),
            ["of a number that nobody ever had"] = Links.TokenOf(OwnerLinkUse.Accounts, new OwnerLink(Registry.Next(), 1, "en", UntilDay: 99_999)),
        };
        await Registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"zhou"}""").ShouldBe(200);
        dead["of whoever has the number now"] = token;
        var answers = new List<string>();
        foreach (var (_, one) in dead)
        {
            using var visitor = new Visitor(Registry.Url);
            await visitor.Open($"/owner/accounts/{one}");
            answers.Add($"{visitor.Status} {visitor.Html}");
            await visitor.Post($"/owner/accounts/{one}", ("service", "chat"));
            answers.Add($"{visitor.Status} {visitor.Html}");
            await visitor.Post($"/owner/accounts/{one}/unsubscribe");
            answers.Add($"{visitor.Status} {visitor.Html}");
        }

        answers.Distinct().Count().ShouldBe(1);
        answers[0].ShouldStartWith("404 ");
        answers[0].ShouldContain("This link is not valid");
        (await Types(number)).ShouldNotContain("ownerMoved");
        (await Types(number)).ShouldNotContain("contactErased");
    }

    [Fact]
    public async Task Who_gets_the_number_back_and_loses_it_again_is_asked_anew()
    {
        var (number, link) = await Lost("again@example.com");
        using var zhou = new Visitor(Registry.Url);
        await zhou.Post(link, ("service", "chat"), ("service", "ride"));
        await Registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"zhou"}""").ShouldBe(200);
        await Registry.Deactivate(number);

        Channels.Read(await channels.Mail.Next("again@example.com")).Subject!.ShouldContain("2 services");
        await zhou.Open(link);
        zhou.Html.ShouldContain("2 services still hold your old number");
        await zhou.Post(link, ("service", "chat"), ("service", "ride"));
        (await Types(number)).Count(t => t == "ownerMoved").ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_on_the_page_tells_an_account_or_the_whole_number_and_no_script_may_run()
    {
        var (number, link) = await Lost("page@example.com");
        using var zhou = new Visitor(Registry.Url);
        await zhou.Open(link);

        zhou.Html.ShouldNotContain(number[3..]);
        zhou.Html.ShouldNotContain("chat-account");
        zhou.Html.ShouldNotContain("zhou");
        zhou.Html.ShouldNotContain("<script");
        link.ShouldNotContain(number[3..]);
        zhou.Headers["Content-Security-Policy"].Single().ShouldBe("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        zhou.Headers["Cache-Control"].Single().ShouldContain("no-store");
        zhou.Headers["Referrer-Policy"].Single().ShouldBe("no-referrer");
    }

    [Fact]
    public async Task She_may_stop_reminders_there_too()
    {
        var (number, link) = await Lost("stop@example.com");
        using var zhou = new Visitor(Registry.Url);
        await zhou.Post(link + "/unsubscribe");
        zhou.Html.ShouldContain("You will get no more reminders.");
        await zhou.Open(link);

        zhou.Html.ShouldContain("2 services still hold your old number");
        zhou.Html.ShouldNotContain("/unsubscribe");
        (await Types(number)).Count(t => t == "contactErased").ShouldBe(1);
    }

    private async Task<(string Number, string Link)> Lost(string address)
    {
        var number = await Registry.Bound($""" "email":"{address}","language":"en" """);
        await Registry.Deactivate(number);
        var link = Link(await channels.Mail.Next(address));
        await Registry.Messages(number, atLeast: 1); // What came of it is noted after it has arrived.
        return (number, link);
    }

    private static string Link(System.Text.Json.Nodes.JsonNode mail) => Accounts().Match(Channels.Read(mail).TextBody!).Value;

    /// <summary>Accounts of a number that a platform was told their owner has moved, once there are so many.</summary>
    private static async Task<string[]> Told(HttpClient platform, string number, int atLeast = 0)
    {
        string[] told = [];
        await Wait.Until(async () => (told = await ToldSoFar(platform, number)).Length >= atLeast, TimeSpan.FromMinutes(4));
        return told;
    }

    // Without a cursor: it would acknowledge what it goes past.
    private static async Task<string[]> ToldSoFar(HttpClient platform, string number) =>
        [.. (await platform.Get("/v1/events?limit=1000"))["items"]!.AsArray().Where(e => e!["type"]!.GetValue<string>() == "recycled-numbers.binding.owner-moved" && e["data"]!["number"]!.GetValue<string>() == number).Select(e => e!["data"]!["account"]!.GetValue<string>())];

    private async Task<string[]> Types(string number) =>
        [.. (await Registry.North.Get($"/v1/numbers/{number}/events?limit=1000"))["items"]!.AsArray().Select(e => e!["type"]!.GetValue<string>())];

    [GeneratedRegex(@"http\S+/owner/accounts/\S+", RegexOptions.None, 1000)]
    private static partial Regex Accounts();

    /// <summary>Which platforms were asked to unbind, and how far each is.</summary>
    private async Task<(string Platform, string State)[]> Asked(string number) =>
        [.. (await Registry.North.Get($"/v1/numbers/{number}"))["clearance"]!["items"]!.AsArray().Select(static i => (i!["platform"]!.GetValue<string>(), i["state"]!.GetValue<string>()))];
}
