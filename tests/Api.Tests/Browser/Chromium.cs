using System.Diagnostics;
using Microsoft.Playwright;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary>Debian's <c>chromium</c>, driven by Playwright. As root on Debian it is installed where it is missing, with a font for Chinese.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    /// <summary>When a page that does not come is given up, in milliseconds.</summary>
    private const float Patience = 120_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program) && Environment.UserName == "root" && File.Exists("/usr/bin/apt-get")) await Install();
        if (!File.Exists(Program)) return;

        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--host-resolver-rules=MAP console.test 127.0.0.1"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A window of its own: nothing is remembered from another test.</summary>
    internal async Task<IPage> Open(string language, int width, bool dark = false, bool scripts = true)
    {
        Assert.SkipWhen(browser is null, "Not run: Debian's package chromium is not installed, and cannot be installed here.");
        var window = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = 844 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
        });
        window.SetDefaultTimeout(Patience);
        return await window.NewPageAsync();
    }

    private static async Task Install()
    {
        var install = new ProcessStartInfo("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        install.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var apt = Process.Start(install)!;
        var output = Task.WhenAll(apt.StandardOutput.ReadToEndAsync(), apt.StandardError.ReadToEndAsync());
        await apt.WaitForExitAsync();
        await output;
    }
}
