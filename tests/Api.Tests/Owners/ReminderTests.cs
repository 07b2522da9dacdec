using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>Reminders as they arrive.</summary>
[Collection(Alone.Name)]
public sealed partial class ReminderTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public async Task One_e_mail_lists_every_service_by_its_name_and_nothing_else_of_it()
    {
        var number = await Registry.Bound(""" "email":"one@example.com","language":"zh-Hans" """);
        await Registry.Deactivate(number);

        var mail = Channels.Read(await channels.Mail.Next("one@example.com"));

        mail.To.Mailboxes.Single().Address.ShouldBe("one@example.com");
        mail.Subject.ShouldBe($"您的旧号码 {PhoneNumber.Mask(number)} 仍绑定着 2 个服务");
        mail.TextBody!.ShouldContain("- 微聊 <Chat>");
        mail.TextBody!.ShouldContain("- Ride & Go");
        mail.HtmlBody!.ShouldContain("<li>微聊 &lt;Chat&gt;</li><li>Ride &amp; Go</li>");
        (mail.TextBody + mail.HtmlBody).ShouldNotContain("-account");
        (mail.TextBody + mail.HtmlBody).ShouldNotContain(number);
        (await Registry.Messages(number, 1)).ShouldBe(["email sent"]);
        channels.Mail.Any("one@example.com").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_settled_meanwhile_is_not_listed_and_nothing_follows_the_last()
    {
        var number = await Registry.Bound(""" "email":"settled@example.com","language":"en" """);
        await Registry.Deactivate(number);
        Channels.Read(await channels.Mail.Next("settled@example.com")).Subject.ShouldBe($"2 services still hold your old number {PhoneNumber.Mask(number)}");
        await Registry.Chat.Command("DELETE", $"/v1/numbers/{number}/bindings/chat-account").ShouldBe(204);
        await Registry.Pass(days: 31);
        var second = Channels.Read(await channels.Mail.Next("settled@example.com"));
        await Registry.Ride.Command("DELETE", $"/v1/numbers/{number}/bindings/ride-account").ShouldBe(204);
        await Registry.Pass(days: 60);

        second.TextBody!.ShouldContain("- Ride & Go");
        second.TextBody!.ShouldNotContain("Chat");
        (await Registry.Messages(number, 2)).ShouldBe(["email sent", "email sent"]);
        channels.Mail.Any("settled@example.com").ShouldBeFalse();
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_tried_once_and_the_other_number_taken_instead()
    {
        var number = await Registry.Bound(""" "email":"gone@example.com","number":"+8613811112222","language":"en" """);
        await Registry.Deactivate(number);
        var first = await channels.Sms.Next("+8613811112222");
        await Registry.Pass(days: 31);
        var second = await channels.Sms.Next("+8613811112222");

        first["to"]!.GetValue<string>().ShouldBe("+8613811112222");
        first["text"]!.GetValue<string>().ShouldStartWith($"Your old number {PhoneNumber.Mask(number)} is still held by: 微聊 <Chat>, Ride & Go.");
        second["to"]!.GetValue<string>().ShouldBe("+8613811112222");
        (await Registry.Messages(number, 3)).ShouldBe(["email bounced", "sms sent", "sms sent"]);
    }

    [Fact]
    public async Task An_other_number_that_was_recycled_gets_nothing()
    {
        var other = Registry.Next();
        await Registry.Assign(other);
        var number = await Registry.Bound($""" "number":"{other}" """);
        await Registry.Deactivate(other);
        await Registry.Deactivate(number);

        (await Registry.Messages(number, 2)).ShouldBe(["sms recycled", "none unreachable"]);
        channels.Sms.Any(other).ShouldBeFalse();
    }

    [Fact]
    public async Task An_other_number_that_is_still_theirs_is_used()
    {
        var other = Registry.Next();
        await Registry.Assign(other);
        var number = await Registry.Bound($""" "number":"{other}" """);
        await Registry.Deactivate(number);

        await channels.Sms.Next(other);
        (await Registry.Messages(number, 1)).ShouldBe(["sms sent"]);
    }

    [Fact]
    public async Task A_failed_delivery_report_closes_the_channel()
    {
        var number = await Registry.Bound(""" "number":"+8613811113333" """);
        await Registry.Deactivate(number);
        var report = (await channels.Sms.Next("+8613811113333"))["reportUrl"]!.GetValue<string>();
        await Registry.Messages(number, 1);
        await Registry.Anonymous.Ask(report, """{"status":"failed"}""").ShouldBe(204);
        await Registry.Anonymous.Ask(report, """{"status":"failed"}""").ShouldBe(204);

        (await Registry.Messages(number, 3)).ShouldBe(["sms sent", "sms bounced", "none unreachable"]);
        await Registry.Anonymous.Ask(report[..^2] + "AA", """{"status":"failed"}""").ShouldBe(404);
        channels.Sms.Any("+8613811113333").ShouldBeFalse();
    }

    [Fact]
    public async Task A_contact_that_holds_the_lost_number_itself_gets_past_no_guard()
    {
        var number = Registry.Next();
        var sealedContact = Registry.App.Services.GetRequiredService<ContactSeal>().Seal(new LeftContact($"{number[3..]}@139.com", number, "en"));
        var assign = new Assign { Id = new CommandId("past-the-edge", "0"), Actor = Party.Carrier("north"), Subscriber = "zhou", Contact = sealedContact };
        (await Registry.App.Services.GetRequiredService<IGrainFactory>().GetGrain<INumberGrain>(number).Assign(assign)).Refusal.ShouldBeNull();
        await Registry.Chat.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"chat-account"}""").ShouldBe(201);
        await Registry.Deactivate(number);

        // The lost number counts as recycled before the guard sees it; GuardTests tries the guard alone.
        (await Registry.Messages(number, 3)).ShouldBe(["email guarded", "sms recycled", "none unreachable"]);
        channels.Sms.Any(number).ShouldBeFalse();
        channels.Mail.Any($"{number[3..]}@139.com").ShouldBeFalse();
    }

    [Fact]
    public async Task Unsubscribing_takes_one_click_and_looking_changes_nothing()
    {
        var number = await Registry.Bound(""" "email":"leaver@example.com","language":"en" """);
        await Registry.Deactivate(number);
        var mail = Channels.Read(await channels.Mail.Next("leaver@example.com"));
        var link = Address().Match(mail.Headers["List-Unsubscribe"]!).Groups["url"].Value;
        mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        mail.TextBody!.ShouldContain(link);

        (await (await Registry.Anonymous.GetAsync(link).ShouldBe(200)).Content.ReadAsStringAsync()).ShouldContain("method=\"post\"");
        (await Types(number)).ShouldNotContain("contactErased");
        await Registry.Anonymous.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")])).ShouldBe(200);
        await Registry.Anonymous.PostAsync(link, null).ShouldBe(200);

        (await Types(number)).Count(t => t == "contactErased").ShouldBe(1);
        await Registry.Anonymous.PostAsync(link.Replace("/unsubscribe/", "/services/", StringComparison.Ordinal), null).ShouldBe(405);
        (await Registry.Anonymous.GetAsync(link.Replace("/unsubscribe/", "/services/", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Registry.Anonymous.PostAsync(link[..^3] + "AAA", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("zhou@example.com\\r\\nBcc: all@example.com")]
    [InlineData("zhou@example.com\\nSubject: x")]
    [InlineData("zhou@example.com,other@example.com")]
    [InlineData("Zhou <zhou@example.com>")]
    [InlineData("zhou@example.com\\u2028Bcc:x")]
    [InlineData("\\\"a b\\\"@example.com")]
    public async Task An_address_that_could_bring_headers_or_recipients_with_it_is_refused(string address) =>
        await Registry.North.Command("POST", $"/v1/numbers/{Registry.Next()}/assign", $$"""{"subscriber":"zhou","contact":{"consent":true,"email":"{{address}}"} }""").ShouldBeProblem(400, "invalid_field");

    [Fact]
    public async Task An_address_that_is_the_number_itself_is_refused()
    {
        var number = Registry.Next();
        await Registry.North.Command("POST", $"/v1/numbers/{number}/assign", $$"""{"subscriber":"zhou","contact":{"consent":true,"email":"{{number[3..]}}@139.com"} }""")
            .ShouldBeProblem(400, "contact_is_this_number");
    }

    private async Task<string[]> Types(string number) =>
        [.. (await Registry.North.Get($"/v1/numbers/{number}/events?limit=1000"))["items"]!.AsArray().Select(e => e!["type"]!.GetValue<string>())];

    [GeneratedRegex("<(?<url>[^>]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
