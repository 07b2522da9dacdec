using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Holders;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>小月 at <c>/my</c>, in a real browser.</summary>
[Collection(Alone.Name)]
public sealed class StoryTests(Channels channels, Chromium chromium) : IClassFixture<Channels>, IClassFixture<Chromium>
{
    private OwnerRegistry Registry => channels.Registry;

    [Theory, MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public async Task She_learns_what_hangs_on_her_number_and_has_it_cut_off(string language, int width, bool dark)
    {
        var number = await Registry.Residual();
        var page = await chromium.Open(language, width, dark);
        await page.GotoAsync(Registry.Url + "/my");
        await page.ShouldBeFitForAll();
        await page.Picture("my-1-number", language, width, dark);

        await page.Locator("#number").FillAsync("12");
        await page.Locator("main button").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Locator("#number").FillAsync(number);
        await page.Locator("main button").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Picture("my-2-code", language, width, dark);

        await page.Locator("#code").FillAsync(await channels.Code(number));
        await page.Locator("main button").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Picture("my-3-found", language, width, dark);

        await page.Locator("button.large").ClickAsync();
        await page.Locator(".waiting").ShouldCount(2);
        await page.ShouldBeFitForAll();
        await page.Picture("my-4-asked", language, width, dark);

        await Answer(number);
        await page.ReloadAsync();
        await page.Locator(".progress .ok").ShouldCount(2);
        await page.Locator(".waiting").ShouldCount(0);
        await page.ShouldBeFitForAll();
        await page.Picture("my-5-cleared", language, width, dark);
    }

    [Fact]
    public async Task It_works_where_scripts_are_off_and_by_keyboard_alone()
    {
        var number = await Registry.Residual();
        var page = await chromium.Open("en", 390, scripts: false);
        await page.GotoAsync(Registry.Url + "/my");
        await page.Locator("#number").FocusAsync();
        await page.Keyboard.TypeAsync(number);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#code").FocusAsync();
        await page.Keyboard.TypeAsync(await channels.Code(number));
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("button.large").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".waiting").First.WaitForAsync();

        await page.Locator(".waiting").ShouldCount(2);
    }

    private async Task Answer(string number)
    {
        foreach (var platform in new[] { Registry.Chat, Registry.Ride })
        {
            var asked = (await platform.Get("/v1/unbindings?limit=1000"))["items"]!.AsArray().Single(u => u!["number"]!.GetValue<string>() == number)!;
            await platform.Command("POST", $"/v1/unbindings/{asked["id"]}/outcome", """{"outcome":"unbound"}""").ShouldBe(200);
        }
    }
}
