using System.Text.RegularExpressions;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>周 opens the link from her reminder, in a real browser.</summary>
[Collection(Alone.Name)]
public sealed partial class PreviousOwnerTests(Channels channels, Chromium chromium) : IClassFixture<Channels>, IClassFixture<Chromium>
{
    private OwnerRegistry Registry => channels.Registry;

    [Theory, MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public async Task She_sees_what_still_holds_her_accounts_and_says_what_she_has_moved(string language, int width, bool dark)
    {
        var address = $"browser-{language}-{width}@example.com";
        var number = await Registry.Bound($""" "email":"{address}","language":"{language}" """);
        await Registry.Deactivate(number);
        var link = Accounts().Match(Channels.Read(await channels.Mail.Next(address)).TextBody!).Value;
        var page = await chromium.Open(language, width, dark, scripts: true);
        await page.GotoAsync(link);
        await page.Locator(".services > li").ShouldCount(2);
        await page.ShouldBeFitForAll();
        await page.Picture("owner-1-left", language, width, dark);

        await page.Locator(".services button").First.ClickAsync();
        await page.Locator(".services .waiting, .services > .waiting").ShouldCount(1);
        await page.ShouldBeFitForAll();
        await page.Picture("owner-2-moved", language, width, dark);

        await page.Locator(".services button").ClickAsync();
        await page.Locator("p.ok").ShouldCount(1);
        await page.ShouldBeFitForAll();
        await page.Locator("button.quiet").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.GotoAsync(link[..^4] + "AAAA");
        await page.ShouldBeFitForAll();
    }

    [GeneratedRegex(@"http\S+/owner/accounts/\S+", RegexOptions.None, 1000)]
    private static partial Regex Accounts();
}
