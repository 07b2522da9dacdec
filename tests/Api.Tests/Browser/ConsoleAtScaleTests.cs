using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Api.Tests.Browser;

/// <summary><c>/console</c> in a real browser over ten million numbers and a million dead letters, or as many as <c>RN_CONSOLE_NUMBERS</c> says. It takes 15 GB of disk and some ten minutes, so it runs by name only.</summary>
[Collection(Alone.Name)]
public sealed class ConsoleAtScaleTests(Chromium chromium, ITestOutputHelper output) : IAsyncLifetime, IClassFixture<Chromium>
{
    private const int Loads = 20;
    private const string Begin = "<!-- page times -->\n";
    private const string End = "<!-- end of page times -->\n";

    private static readonly int Known = int.Parse(Environment.GetEnvironmentVariable("RN_CONSOLE_NUMBERS") ?? "10000000", CultureInfo.InvariantCulture);

    private readonly string folder = Directory.CreateTempSubdirectory("rn-console-").FullName;
    private PostgresServer postgres = null!;
    private WebApplication app = null!;

    private string Here => app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabase();
        await LedgerTables.Make(database);
        await ManyNumbers.Fill(database, Known, output.WriteLine);
        app = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(folder, "keys"), "--Access:FailedTokensPerMinute", "0",
            "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database, "--Logging:LogLevel:Default", "None",
        ]);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.End(folder);
        await postgres.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task Every_page_is_drawn_and_its_time_is_told()
    {
        await ManyNumbers.Followed(app.Services.GetRequiredService<IKeptFigures>());
        var (north, lived) = await Lived();
        var handles = app.Services.GetRequiredService<Handles>();
        var page = await chromium.Open("en", 1440);
        var table = new StringBuilder("| Page | answered, median and p95 | drawn, median and p95 |\n|---|---|---|\n");
        foreach (var (name, path) in new[]
        {
            ("overview", "/console"), ("number", "/console/number?n=" + handles.Seal(lived)), ("held", "/console/held"), ("overdue", "/console/overdue"), ("deadletters", "/console/deadletters"),
            ("leaving", "/console/leaving?day=" + (Days.Of(TimeProvider.System.GetUtcNow()) + 10).ToString(CultureInfo.InvariantCulture)), ("stuck", "/console/stuck"), ("disputes", "/console/disputes"), ("acts", "/console/acts"),
        })
        {
            var (answered, drawn) = await Times(page, path);
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {Two(answered)} | {Two(drawn)} |\n");
            output.WriteLine($"{name}: {Two(answered)}, {Two(drawn)}");
            await page.ShouldBeFitForAll();
            await page.TablesShouldBeWhole();
            await page.Picture($"console-scale-{name}", "en", 1440, dark: false);
        }

        await BatchCalls.Sent(north, "deactivations", "number,reason\n" + string.Concat(Enumerable.Range(0, 200_000).Select(static n => string.Create(CultureInfo.InvariantCulture, $"+86139{n:00000000},other\n"))));
        await Wait.Until(
            async () =>
            {
                await page.GotoAsync(Here + "/console");
                return await page.Locator("ul.batches progress").CountAsync() > 0;
            },
            TimeSpan.FromMinutes(2));
        await page.Picture("console-scale-batch", "en", 1440, dark: false);
        await Write(table.ToString());
    }

    private static string Two(IReadOnlyList<double> times) =>
        string.Create(CultureInfo.InvariantCulture, $"{times.Order().ElementAt(times.Count / 2):0}, {times.Order().ElementAt(times.Count * 95 / 100):0} ms");

    /// <summary>Milliseconds from the request to the answer's last byte, and from the click to the page's load event; three loads before are not counted.</summary>
    private async Task<(List<double> Answered, List<double> Drawn)> Times(IPage page, string path)
    {
        var (answered, drawn) = (new List<double>(), new List<double>());
        for (var load = -3; load < Loads; load++)
        {
            (await page.GotoAsync(Here + path))!.Status.ShouldBe(200, path);
            var times = await page.EvaluateAsync<double[]>("() => { const t = performance.getEntriesByType('navigation')[0]; return [t.responseEnd - t.requestStart, t.loadEventStart - t.startTime]; }");
            if (load < 0) continue;
            answered.Add(times[0]);
            drawn.Add(times[1]);
        }

        return (answered, drawn);
    }

    /// <summary>A carrier, and a number of its with a life on record.</summary>
    private async Task<(HttpClient Carrier, string Number)> Lived()
    {
        const string Number = "+8613900000001";
        var admin = await app.Operator("api.console-test", "operator:boss", "admin");
        var north = await app.Add(admin, "/v1/admin/carriers", """{"id":"north","name":"North 北方","policy":{"graceDays":0,"systems":["voicemail"]}}""");
        await admin.Command("POST", "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""").ShouldBe(201);
        await north.Command("POST", $"/v1/numbers/{Number}/assign", """{"subscriber":"zhou"}""").ShouldBe(200);
        foreach (var platform in new[] { "chat", "ride" })
        {
            var client = await app.Add(admin, "/v1/admin/platforms", $$"""{"id":"{{platform}}","name":"{{platform}}","category":"messaging"}""");
            await client.Command("POST", $"/v1/numbers/{Number}/bindings", """{"account":"account-周"}""").ShouldBe(201);
        }

        await north.Command("POST", $"/v1/numbers/{Number}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);
        return (north, Number);
    }

    private static async Task Write(string table)
    {
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") != "1") return;

        var file = Repository.File("docs/console.md");
        var document = await File.ReadAllTextAsync(file);
        var (begin, end) = (document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, document.IndexOf(End, StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, document[..begin] + table + document[end..]);
    }
}
