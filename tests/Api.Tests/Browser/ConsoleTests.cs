using Microsoft.Playwright;
using RecycledNumbers.Api.Tests.Console;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>An operator's morning at <c>/console</c>, in a real browser.</summary>
[Collection(Alone.Name)]
public sealed class ConsoleTests(ConsoleRegistry registry, Chromium chromium) : IClassFixture<ConsoleRegistry>, IClassFixture<Chromium>
{
    private string Here => registry.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    [Theory, MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public async Task She_sees_what_is_late_looks_a_number_up_and_acts(string language, int width, bool dark)
    {
        var held = await registry.Busy();
        var page = await chromium.Open(language, width, dark);
        await Overview(page);
        await page.ShouldBeFitForAll();
        if (width == 1440) await page.TablesShouldBeWhole();
        await page.Picture("console-1-overview", language, width, dark);

        await Search(page, "no number");
        await page.Locator("[role='alert']").ShouldCount(1);
        await page.ShouldBeFitForAll();
        await page.Picture("console-2-garbage", language, width, dark);

        await Search(page, held);
        await page.Locator("h1").ShouldSay(held);
        await page.Locator("table.events tbody tr").Nth(5).WaitForAsync();
        await page.ShouldBeFitForAll();
        await page.Picture("console-3-number", language, width, dark);

        await page.Locator("a[href^='/console/act/extend']").ClickAsync();
        await page.ShouldBeFitForAll();
        await page.Picture("console-4-confirm", language, width, dark);
        await page.Locator("main a.action").ClickAsync();
        await page.Locator("h1").ShouldSay(held);

        foreach (var (path, name) in new[] { ("held", "console-5-held"), ("deadletters", "console-6-deadletters"), ("overdue", "console-7-overdue"), ("stuck", "console-8-stuck"), ("acts", "console-9-acts") })
        {
            await page.GotoAsync($"{Here}/console/{path}");
            await page.ShouldBeFitForAll();
            await page.Picture(name, language, width, dark);
        }
    }

    [Theory, MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public async Task A_stranger_is_asked_who_they_are(string language, int width, bool dark)
    {
        var page = await chromium.Open(language, width, dark);
        await page.GotoAsync(registry.Url.Replace("127.0.0.1", "console.test", StringComparison.Ordinal) + "/console");
        page.Url.ShouldContain("/console/login");
        await page.ShouldBeFitForAll();
        await page.Picture("console-0-login", language, width, dark);
    }

    [Fact]
    public async Task It_works_where_scripts_are_off_and_by_keyboard_alone()
    {
        var held = await registry.Held();
        var page = await chromium.Open("en", 820, scripts: false);
        await page.GotoAsync(Here + "/console");
        await page.Locator("#q").FocusAsync();
        await page.Keyboard.TypeAsync(held);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("a[href^='/console/act/extend']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#until").FillAsync(await page.Locator("#until").GetAttributeAsync("max") ?? "");
        await page.Locator("#reason").FocusAsync();
        await page.Keyboard.TypeAsync("the bank needs longer");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".banner.ok").WaitForAsync();

        await page.Locator("h1").ShouldSay(held);
    }

    [Fact]
    public async Task An_open_page_brings_itself_up_to_date()
    {
        var page = await chromium.Open("en", 1440);
        await Overview(page);
        var letters = page.Locator("li:has(a[href='/console/deadletters']) .figure");
        var before = await letters.CountAsync() == 0 ? "0" : await letters.InnerTextAsync();
        for (var letter = 0; letter < 3; letter++) await registry.DeadLetter("platform:ride");

        await Assertions.Expect(letters).Not.ToHaveTextAsync(before, new() { Timeout = 240_000 });
    }

    private async Task Overview(IPage page)
    {
        await page.GotoAsync(Here + "/console");
        await page.Locator("table.phases").WaitForAsync(new() { Timeout = 240_000 });
    }

    private static async Task Search(IPage page, string typed)
    {
        await page.Locator("#q").FillAsync(typed);
        await page.Locator("form.search button").ClickAsync();
    }
}
