using Microsoft.AspNetCore.Builder;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary><c>/console</c> in a real browser while a real database is stopped.</summary>
[Collection(Alone.Name)]
public sealed class ConsoleOutageTests(Chromium chromium) : IAsyncLifetime, IClassFixture<Chromium>
{
    private readonly string folder = Directory.CreateTempSubdirectory("rn-console-").FullName;
    private PostgresServer postgres = null!;
    private WebApplication app = null!;

    private string Here => app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.StartAsync();
        app = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(folder, "keys"), "--Metrics:KeepPeriod", "00:00:01",
            "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", await postgres.CreateDatabase(), "--Logging:LogLevel:Default", "None",
        ]);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.End(folder);
        await postgres.DisposeAsync();
    }

    [Fact]
    public async Task The_last_figures_stay_with_their_age_other_pages_say_why_they_are_empty_and_all_is_well_when_it_is_back()
    {
        var page = await chromium.Open("en", 1440);
        await page.GotoAsync(Here + "/console");
        await page.Locator("table.phases").WaitForAsync(new() { Timeout = 240_000 });
        await page.Locator(".banner.stopped").ShouldCount(0);

        await postgres.Stop(immediate: true);
        await Wait.Until(
            async () =>
            {
                await page.ReloadAsync();
                return await page.Locator(".banner.stopped").CountAsync() > 0;
            },
            TimeSpan.FromMinutes(4));
        (await page.Locator(".banner.stopped").InnerTextAsync()).ShouldContain("The database does not answer. These are the last figures, read at ");
        await page.Locator("table.phases").ShouldCount(1);
        await page.ShouldBeFitForAll();
        await page.Picture("console-10-database-down", "en", 1440, dark: false);
        (await page.GotoAsync(Here + "/console/held"))!.Status.ShouldBe(503);
        await page.Locator("h1").ShouldSay("The database does not answer");

        await postgres.Start();
        await Wait.Until(
            async () =>
            {
                await page.GotoAsync(Here + "/console");
                return await page.Locator(".banner.stopped").CountAsync() == 0;
            },
            TimeSpan.FromMinutes(4));
        (await page.GotoAsync(Here + "/console/held"))!.Status.ShouldBe(200);
    }
}
