using System.Text.RegularExpressions;
using RecycledNumbers.Api.Tests.Endpoints;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary>What operators see at <c>/console</c>, and what they can do there.</summary>
[Collection(Alone.Name)]
public sealed class PagesTests(ConsoleRegistry registry) : IClassFixture<ConsoleRegistry>
{
    [Fact]
    public async Task The_first_page_says_what_is_stuck_what_is_late_and_as_of_when()
    {
        await registry.Held();
        await registry.Frozen();
        await registry.DeadLetter("platform:chat");
        using var desk = await registry.SignedIn();
        await Wait.Until(async () =>
        {
            await desk.Open("/console");
            return Thing(desk, "/console/held") > 0 && Thing(desk, "/console/deadletters") > 0 && Thing(desk, "/console/overdue") >= 2 && Regex.IsMatch(desk.Html, "class=\"ring\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        }, ConsoleRegistry.Patience);

        desk.Html.ShouldContain("platform:chat");
        desk.Html.ShouldContain("As of ");
        desk.Html.ShouldContain("Numbers by phase");
        desk.Html.ShouldNotContain("+8613");
    }

    [Theory]
    [InlineData("en", "138-0013-8000", "+8613800138000")]
    [InlineData("zh-CN", "0086 138 0013 8000", "+8613800138000")]
    public async Task A_number_is_found_however_it_is_typed_and_stands_in_no_address(string language, string typed, string number)
    {
        using var desk = await registry.SignedIn(language: language);
        await desk.Find(typed);

        desk.Status.ShouldBe(200);
        Text(desk).ShouldContain(number);
        Text(desk).ShouldContain(language == "en" ? "Nothing has happened to this number." : "该号码还没有任何记录。");
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("' or 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("周")]
    [InlineData("+86138001380001380013800")]
    public async Task Garbage_in_the_search_box_is_answered_by_what_it_takes(string garbage)
    {
        using var desk = await registry.SignedIn();
        await desk.Find(garbage);

        desk.Status.ShouldBe(400);
        desk.Html.ShouldContain("with its country code");
        desk.Html.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task A_numbers_page_has_its_life_its_events_its_accounts_and_what_is_under_way()
    {
        var number = await registry.Frozen();
        await registry.DeadLetter("platform:ride", number);
        using var desk = await registry.SignedIn();
        await desk.Find(number);

        foreach (var part in new[] { number, "Frozen", "Tenure 1", "platform:chat", "ride-hailing", "voicemail", "carrier:north", "unbinding requested", "answered 500", "class=\"mark\"" }) Text(desk).ShouldContain(part);
        desk.Html.ShouldNotContain("account-周");
        desk.Html.ShouldNotContain("zhou");
    }

    [Fact]
    public async Task A_viewer_sees_numbers_masked_wherever_they_stand()
    {
        var (number, other) = (await registry.Frozen(), await registry.Bound());
        await registry.North.Command("PUT", $"/v1/numbers/{other}/forwarding/unconditional", """{"target":"+8613900999998"}""").ShouldBe(200);
        await registry.DeadLetter("number:" + other, number);
        using var desk = await registry.SignedIn(ConsoleRegistry.ViewerId);
        foreach (var asked in new[] { number, other })
        {
            await desk.Find(asked);
            desk.Status.ShouldBe(200);
            Text(desk).ShouldNotContain(asked[4..]);
            Text(desk).ShouldNotContain("13900999998");
        }

        foreach (var list in new[] { "/console/deadletters", "/console/overdue", "/console/held", "/console/stuck", "/console/acts" })
        {
            await desk.Open(list);
            desk.Status.ShouldBe(200);
            Regex.IsMatch(Text(desk), @"\+86139\d{8}", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse(list);
        }
    }

    [Fact]
    public async Task A_held_number_is_released_with_a_reason_that_stays_on_record()
    {
        var number = await registry.Held();
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Act("release", "the platform confirmed by telephone");
        desk.Status.ShouldBe(302, desk.Html);
        await desk.Follow();

        Text(desk).ShouldContain("The number has been released.");
        (await registry.Operator.Get($"/v1/numbers/{number}"))["phase"]!.GetValue<string>().ShouldBe("available");
        var told = (await registry.Operator.Get($"/v1/numbers/{number}/events?limit=1000"))["items"]!.AsArray().Single(e => e!["type"]!.GetValue<string>() == "released")!;
        told["actor"]!.GetValue<string>().ShouldBe("operator:boss");
        var act = (await registry.Operators.ReadActs(number, null, 10)).Single();
        (act.Act, act.Operator, act.Client, act.Reason, act.Outcome).ShouldBe(("release", "operator:boss", ConsoleRegistry.OperatorId, "the platform confirmed by telephone", "done"));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_act()
    {
        var number = await registry.Held();
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Ask("release");
        (string, string)[] form = [("form", desk.Hidden("form")), ("on", desk.Hidden("on")), ("once", desk.Hidden("once")), ("reason", "twice")];
        await desk.Post("/console/act/release", form);
        var events = await registry.Ledger.ReadEvents(number, 0, 1000);
        await desk.Post("/console/act/release", form);

        desk.Status.ShouldBe(302, desk.Html);
        (await registry.Operators.ReadActs(number, null, 10)).ShouldHaveSingleItem().Outcome.ShouldBe("done");
        (await registry.Ledger.ReadEvents(number, 0, 1000)).ShouldBe(events);
    }

    [Fact]
    public async Task The_form_of_one_act_does_no_other_that_would_be_on_nobodys_record()
    {
        var (number, other) = (await registry.Held(), await registry.Bound());
        var letter = await registry.DeadLetter("number:" + await registry.Bound(), other);
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Ask("release");
        var once = desk.Hidden("once");
        await desk.Submit("/console/act/release", ("on", desk.Hidden("on")), ("once", once), ("reason", "on record"));
        await desk.Find(other);
        await desk.Ask("replay");
        await desk.Submit("/console/act/replay", ("on", desk.Hidden("on")), ("once", once), ("reason", "on record"));

        desk.Status.ShouldBe(409);
        Text(desk).ShouldContain("nothing was changed");
        (await registry.Ledger.FindDelivery(letter))!.State.ShouldBe(Ledger.Deliveries.DeliveryState.Dead);
        (await registry.Operators.ReadActs(number, null, 10)).ShouldHaveSingleItem().Outcome.ShouldBe("done");
    }

    [Fact]
    public async Task An_act_is_on_record_before_it_is_done_and_one_that_broke_off_says_begun()
    {
        var number = await registry.Held();
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Ask("release");
        // The number can't write, looks at its record again and can't read it.
        await registry.Execute($"update numbers set state = '{{', version = version + 1 where number = '{number}'");
        await desk.Submit("/console/act/release", ("on", desk.Hidden("on")), ("once", desk.Hidden("once")), ("reason", "broken off"));

        desk.Status.ShouldBe(503);
        (await registry.Operators.ReadActs(number, null, 10)).ShouldHaveSingleItem().Outcome.ShouldBe("begun");
    }

    [Fact]
    public async Task What_was_refused_stands_on_record_as_refused()
    {
        var number = await registry.Held();
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Act("extend", "much longer", ("until", "2999-01-01"));
        desk.Status.ShouldBe(409);

        (await registry.Operators.ReadActs(number, null, 10)).ShouldHaveSingleItem().Outcome.ShouldBe("hold_limit_out_of_range");
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task A_day_that_no_instant_can_hold_is_asked_for_again(string until)
    {
        var number = await registry.Held();
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Act("extend", "for ever", ("until", until));

        desk.Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("extend")]
    [InlineData("release")]
    [InlineData("looked")]
    public async Task A_form_with_something_else_in_it_than_a_number_is_not_found(string act)
    {
        var number = await registry.Bound();
        await registry.DeadLetter("number:" + await registry.Bound(), number);
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Ask("replay");
        await desk.Submit($"/console/act/{act}", ("on", desk.Hidden("on")), ("once", desk.Hidden("once")), ("reason", "a letter"), ("until", "2999-01-01"));

        desk.Status.ShouldBe(404);
        (await registry.Operators.ReadActs(number, null, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_address_and_no_field_holds_a_number()
    {
        var number = await registry.Held();
        await registry.DeadLetter("platform:ride", number);
        using var desk = await registry.SignedIn();
        await desk.Open("/console");
        await desk.Submit("/console/search", ("q", number));
        desk.Location!.ShouldNotContain(number[1..]);
        await desk.Follow();
        Addresses();
        await desk.Act("extend", "out of range", ("until", "2999-01-01"));
        Addresses();
        foreach (var list in new[] { "/console/overdue", "/console/deadletters", "/console/acts" })
        {
            await desk.Open(list);
            desk.Html.ShouldContain("/console/number?n=", Case.Sensitive, list);
            Addresses();
        }

        void Addresses() => Regex.Matches(desk.Html, "(href|action|value)=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(static m => m.Groups["address"].Value).ShouldNotContain(static address => Regex.IsMatch(address, "86139[0-9]{8}", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_number_in_a_reason_is_masked_for_a_viewer_too()
    {
        var number = await registry.Held();
        using var boss = await registry.SignedIn();
        await boss.Find(number);
        await boss.Act("release", "its owner rang from +8613900999997");
        using var viewer = await registry.SignedIn(ConsoleRegistry.ViewerId);
        await viewer.Open("/console/acts");

        Text(viewer).ShouldContain("its owner rang from");
        Text(viewer).ShouldNotContain("13900999997");
    }

    [Fact]
    public async Task A_hold_is_extended_and_not_beyond_a_year()
    {
        var number = await registry.Held();
        var now = (await registry.Anonymous.Get("/dev/clock"))["now"]!.GetValue<DateTimeOffset>();
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Act("extend", "the bank needs longer", ("until", $"{now.AddDays(60):yyyy-MM-dd}"));
        desk.Status.ShouldBe(302, desk.Html);
        await desk.Follow();
        Text(desk).ShouldContain("The hold has been extended.");
        Text(desk).ShouldContain("hold extended");

        foreach (var until in new[] { $"{now.AddDays(10):yyyy-MM-dd}", $"{now.AddDays(500):yyyy-MM-dd}" })
        {
            await desk.Find(number);
            await desk.Act("extend", "out of range", ("until", until));
            desk.Status.ShouldBe(409);
            Text(desk).ShouldContain("nothing was changed");
        }

        await desk.Find(number);
        await desk.Act("extend", "no day", ("until", "soon"));
        desk.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_done()
    {
        var number = await registry.Held();
        using var desk = await registry.SignedIn();
        foreach (var reason in new[] { "", "   ", new string('x', 201) })
        {
            await desk.Find(number);
            await desk.Act("release", reason);
            desk.Status.ShouldBe(400);
        }

        (await registry.Operator.Get($"/v1/numbers/{number}"))["held"]!.GetValue<bool>().ShouldBeTrue();
        (await registry.Operators.ReadActs(number, null, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_who_tries_to_act_gets_403_and_nothing_is_written()
    {
        var number = await registry.Held();
        using var boss = await registry.SignedIn();
        await boss.Find(number);
        await boss.Open(System.Net.WebUtility.HtmlDecode(Regex.Match(boss.Html, "/console/act/release\\?on=[^\"]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value));
        var (on, once) = (boss.Hidden("on"), boss.Hidden("once"));
        using var viewer = await registry.SignedIn(ConsoleRegistry.ViewerId);
        await viewer.Find(number);
        viewer.Html.ShouldNotContain("/console/act/");
        await viewer.Submit("/console/act/release", ("on", on), ("once", once), ("reason", "because I can"));

        viewer.Status.ShouldBe(403);
        viewer.Html.ShouldContain("You may look, not act");
        (await registry.Operators.ReadActs(number, null, 10)).ShouldBeEmpty();
        (await registry.Operator.Get($"/v1/numbers/{number}"))["held"]!.GetValue<bool>().ShouldBeTrue();
        await viewer.Open($"/console/act/release?on={on}");
        viewer.Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_from_its_list()
    {
        var number = await registry.Bound();
        var id = await registry.DeadLetter("number:" + await registry.Bound(), number);
        using var desk = await registry.SignedIn();
        await desk.Find(number);
        await desk.Act("replay", "its receiver is well again");
        desk.Status.ShouldBe(302, desk.Html);

        // Its lane may have found it unreadable by now and given it up again: what the replay undid is the nine attempts.
        (await registry.Ledger.FindDelivery(id))!.Attempts.ShouldBeLessThan(9);
        (await registry.Operators.ReadActs(number, null, 10)).Single().Subject.ShouldBe(id);
    }

    [Fact]
    public async Task Dead_letters_come_a_page_at_a_time_however_many_there_are()
    {
        await registry.Execute("""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
            insert into deliveries (id, xid, lane, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
            select 'many_' || printf('%06d', i), 1, 'platform:many/0', 'platform:many', '', 1, 'webhook.test', '{}', 3, 4102444800000000, 0, 9 from n
            """);
        using var desk = await registry.SignedIn();
        await desk.Open("/console/deadletters");
        Regex.Count(desk.Html, "<tr>", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(51);
        var next = Regex.Match(desk.Html, "href=\"(?<path>/console/deadletters\\?after=[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;
        await desk.Open(System.Net.WebUtility.HtmlDecode(next));
        desk.Status.ShouldBe(200);
        Regex.Count(desk.Html, "<tr>", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(51);

        foreach (var wrong in new[] { "made-up", "1.2", "%00" })
        {
            await desk.Open("/console/deadletters?after=" + wrong);
            desk.Status.ShouldBe(400);
        }

        await registry.Execute("delete from deliveries where destination = 'platform:many'");
    }

    [Fact]
    public async Task A_number_whose_record_can_not_be_read_has_a_page_and_is_marked_as_looked_at()
    {
        var number = await registry.Frozen();
        // Leaves memory first: an activation that has the record would not look at it again.
        await registry.Execute($"update numbers set state = '{{' where number = '{number}'");
        await registry.Ledger.NoteStuck(number, "It is not the JSON of a number (JsonException).");
        using var desk = await registry.SignedIn();
        await desk.Open("/console/stuck");
        Text(desk).ShouldContain("by nobody");
        await desk.Find(number);
        Text(desk).ShouldContain("can't be read");
        Text(desk).ShouldContain("tenure began");
        await desk.Act("looked", "restored from the backup tonight");
        desk.Status.ShouldBe(302, desk.Html);
        await desk.Follow();

        Text(desk).ShouldContain("operator:boss: restored from the backup tonight");
    }

    [Theory]
    [InlineData("/console/number")]
    [InlineData("/console/number?n=+8613900200001")]
    [InlineData("/console/number?n=made-up")]
    [InlineData("/console/act/release")]
    [InlineData("/console/act/destroy?on=x")]
    [InlineData("/console/leaving")]
    [InlineData("/console/leaving?day=99999999999")]
    [InlineData("/console/overdue?party=%27;drop")]
    public async Task An_address_that_was_made_up_is_not_found(string address)
    {
        using var desk = await registry.SignedIn();
        await desk.Open(address);

        desk.Status.ShouldBe(404);
        desk.Html.ShouldContain("There is nothing here");
    }

    [Fact]
    public async Task Open_pages_are_told_when_there_are_newer_figures()
    {
        using var here = new HttpClient { BaseAddress = new Uri(registry.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)) };
        using var answer = await here.GetAsync("/console/live", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        (await reader.ReadLineAsync()).ShouldBe("event: figures");
    }

    private static long Thing(Desk desk, string path)
    {
        var figure = Regex.Match(desk.Html, "<span class=\"figure\">([0-9,+]+)</span>\\s*<span class=\"what\">(?:(?!</li>)[\\s\\S])*?href=\"" + Regex.Escape(path) + "\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return figure.Success ? long.Parse(figure.Groups[1].Value.Replace(",", "", StringComparison.Ordinal).TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static string Text(Desk desk) => System.Net.WebUtility.HtmlDecode(desk.Html);
}
