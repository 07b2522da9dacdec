using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Holders;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>The shop prints what it told 小月, and she checks it at home.</summary>
[Collection(Alone.Name)]
public sealed class DisclosureTests(Channels channels, Chromium chromium) : IClassFixture<Channels>, IClassFixture<Chromium>
{
    private OwnerRegistry Registry => channels.Registry;

    [Theory, MemberData(nameof(Looks.All), MemberType = typeof(Looks))]
    public async Task She_types_the_code_from_the_paper_and_sees_what_she_was_told(string language, int width, bool dark)
    {
        var number = await Registry.Residual();
        var code = (await Registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}").Body(201))["code"]!.GetValue<string>();
        var page = await chromium.Open(language, width, dark);
        await page.GotoAsync(Registry.Url + "/disclosure");
        await page.ShouldBeFitForAll();
        await page.Locator("#code").FillAsync("0000-0000-0000-0000-0000");
        await page.Locator("main button").ClickAsync();
        await page.Locator("#code-problem").ShouldCount(1);
        await page.ShouldBeFitForAll();

        await page.Locator("#code").FillAsync(code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
        await page.Locator("main button").ClickAsync();
        await page.WaitForURLAsync($"{Registry.Url}/disclosure/{code}");
        await page.Locator("dd").First.ShouldSay(number);
        await page.Locator("tbody tr").ShouldCount(2);
        await page.ShouldBeFitForAll();
        await page.Picture("disclosure", language, width, dark);
    }

    [Fact]
    public async Task On_paper_it_is_one_page_without_what_only_a_screen_needs()
    {
        var number = await Registry.Residual();
        var code = (await Registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}").Body(201))["code"]!.GetValue<string>();
        var page = await chromium.Open("en", 820, dark: true, scripts: false);
        await page.GotoAsync($"{Registry.Url}/disclosure/{code}");

        var printed = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4" }));
        System.Text.RegularExpressions.Regex.Count(printed, @"/Type\s*/Page\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(1);
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        (await page.Locator("nav").IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator(".screen").IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("p.code").IsVisibleAsync()).ShouldBeTrue();
    }
}
