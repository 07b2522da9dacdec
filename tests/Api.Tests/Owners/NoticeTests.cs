using System.Net;
using System.Text.RegularExpressions;
using RecycledNumbers.Api.Tests.Endpoints;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>Before a deactivation.</summary>
[Collection(Alone.Name)]
public sealed partial class NoticeTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public async Task The_present_owner_is_told_at_the_number_itself_and_the_link_dies_with_the_tenure()
    {
        var number = await Registry.Bound(""" "email":"zhou@example.com","language":"en" """);
        var date = TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/deactivation-notice", $$"""{"date":"{{date}}"}""").ShouldBe(202);
        var sms = await channels.Sms.Next(number);
        var link = Link().Match(sms["text"]!.GetValue<string>()).Value;
        var alive = await Registry.Anonymous.GetAsync(link);
        var page = await alive.Content.ReadAsStringAsync();
        await Registry.Deactivate(number);
        var dead = await Registry.Anonymous.GetAsync(link);

        sms["text"]!.GetValue<string>().ShouldStartWith($"This number will be deactivated on {date}. Bound to it: 微聊 <Chat>, Ride & Go. Unbind first: http");
        page.ShouldContain("<li>微聊 &lt;Chat&gt;</li><li>Ride &amp; Go</li>");
        page.ShouldNotContain(number[3..]);
        link.ShouldNotContain(number[3..]);
        dead.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await dead.Content.ReadAsStringAsync()).ShouldNotContain("Chat");
        await channels.Mail.Next("zhou@example.com");
        channels.Sms.Any(number).ShouldBeFalse();
    }

    [Fact]
    public async Task A_notice_for_a_day_that_is_over_is_refused() =>
        await Registry.North.Command("POST", $"/v1/numbers/{await Registry.Bound(""" "email":"zhou@example.com" """)}/deactivation-notice", """{"date":"2020-01-01"}""")
            .ShouldBeProblem(409, "notice_date_out_of_range");

    [Fact]
    public async Task Another_carriers_number_is_not_there() =>
        await Registry.North.Command("POST", "/v1/numbers/+8613700500001/deactivation-notice", """{"date":"2030-01-01"}""").ShouldBeProblem(404, "not_found");

    [GeneratedRegex(@"http\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
