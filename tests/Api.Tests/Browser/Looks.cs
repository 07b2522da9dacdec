using Microsoft.Playwright;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>What every page is held to, and its picture.</summary>
internal static class Looks
{
    /// <summary>Language, width and darkness in which each story is played.</summary>
    public static TheoryData<string, int, bool> All => new()
    {
        { "zh-CN", 390, false },
        { "en", 390, true },
        { "en", 820, false },
        { "zh-CN", 1440, true },
    };

    /// <summary>axe-core finds nothing against WCAG 2.1 A and AA, nothing sticks out at the side, and no text runs under a button.</summary>
    public static async Task ShouldBeFitForAll(this IPage page)
    {
        // A click returns when the next page has begun, not when it is there.
        await page.WaitForLoadStateAsync();
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(await NodeServer.Packages(), "axe-core", "axe.min.js")));
        var violations = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))");
        violations.ShouldBeEmpty(page.Url);
        (await page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
                : [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth).map(e => e.outerHTML.slice(0, 200))
            """)).ShouldBeEmpty(page.Url);
        (await page.EvaluateAsync<string[]>(TextUnderButtons)).ShouldBeEmpty(page.Url);
    }

    /// <summary>So many of them, once the page is there.</summary>
    public static Task ShouldCount(this ILocator found, int count) => Assertions.Expect(found).ToHaveCountAsync(count);

    /// <summary>Its text, once the page is there.</summary>
    public static Task ShouldSay(this ILocator found, string text) => Assertions.Expect(found).ToHaveTextAsync(text);

    /// <summary>No table has to be moved to the side to be read.</summary>
    public static async Task TablesShouldBeWhole(this IPage page) =>
        (await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth).map(s => s.innerText.slice(0, 80))")).ShouldBeEmpty(page.Url);

    /// <summary>No text runs under a button beside it.</summary>
    private const string TextUnderButtons =
        """
        () => [...document.querySelectorAll('a.action, button')].flatMap(button => {
            const b = button.getBoundingClientRect();
            return [...button.parentElement.children].filter(s => s !== button).flatMap(s => {
                const text = document.createRange();
                text.selectNodeContents(s);
                return [...text.getClientRects()].filter(t => Math.min(t.right, b.right) - Math.max(t.left, b.left) > 1 && Math.min(t.bottom, b.bottom) - Math.max(t.top, b.top) > 1)
                    .map(() => button.innerText + ' over ' + s.innerText);
            });
        })
        """;

    /// <summary>Writes <c>docs/images/NAME-LANGUAGE-WIDTH.png</c>, where documents are being written.</summary>
    public static async Task Picture(this IPage page, string name, string language, int width, bool dark)
    {
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") != "1") return;

        var folder = Path.Combine(Repository.Root, "docs", "images");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{language}-{width}{(dark ? "-dark" : "")}.png"), FullPage = true });
    }
}
