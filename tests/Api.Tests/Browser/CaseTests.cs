using Microsoft.Playwright;
using RecycledNumbers.Api.Tests.Holders;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>小月 disputes, complains and has senders intercepted, in a real browser.</summary>
[Collection(Alone.Name)]
public sealed class CaseTests(Channels channels, Chromium chromium) : IClassFixture<Channels>, IClassFixture<Chromium>
{
    private OwnerRegistry Registry => channels.Registry;

    [Theory, MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public async Task She_asks_others_to_act_and_sees_by_when_they_must(string language, int width, bool dark)
    {
        var number = await Registry.RefusedToHer();
        var page = await chromium.Open(language, width, dark);
        await Enter(page, number);

        await page.Locator("a[href='/my/number/dispute']").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Picture("my-6-dispute", language, width, dark);
        await page.Locator("main button").ClickAsync();
        await page.Locator(".progress .waiting").ShouldCount(1);

        await page.Locator("a[href='/my/number/complaint']").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Locator("input[name='kind']").First.CheckAsync();
        await page.Locator("#text").FillAsync("<script>document.title = 'run'</script>");
        await page.Locator("main button").ClickAsync();
        await page.Locator("[role='alert']").ShouldCount(1);
        await page.ShouldBeFitForAll();
        await page.Locator("#sender").FillAsync("95013 催收");
        await page.Picture("my-7-complaint", language, width, dark);
        await page.Locator("main button").ClickAsync();
        (await page.TitleAsync()).ShouldNotBe("run");

        await page.Locator("a[href='/my/number/interception']").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Locator("input[value='callsFromAbroad']").CheckAsync();
        await page.Picture("my-8-interception", language, width, dark);
        await page.Locator("main button").ClickAsync();

        await Registry.Refuse(number, Registry.Ride);
        await page.ReloadAsync();
        await page.Locator(".progress .waiting").ShouldCount(2);
        await page.Locator(".progress .overdue").ShouldCount(1);
        await page.ShouldBeFitForAll();
        await page.Picture("my-9-cases", language, width, dark);
    }

    [Fact]
    public async Task A_complaint_is_made_with_scripts_off_and_by_keyboard_alone()
    {
        var page = await chromium.Open("en", 390, scripts: false);
        await Enter(page, await Registry.Transferred());
        await page.Locator("a[href='/my/number/complaint']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[name='kind']").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#sender").FocusAsync();
        await page.Keyboard.TypeAsync("95013");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".progress .waiting").Last.WaitForAsync();

        (await page.Locator("h3").AllInnerTextsAsync()).ShouldContain("Debt collection · 95013");
    }

    private async Task Enter(IPage page, string number)
    {
        await page.GotoAsync(Registry.Url + "/my");
        await page.Locator("#number").FillAsync(number);
        await page.Locator("main button").ClickAsync();
        await page.Locator("#code").FillAsync(await channels.Code(number));
        await page.Locator("main button").ClickAsync();
    }
}
