using System.Text.Json.Nodes;

namespace RecycledNumbers.Bench.Tests;

/// <summary>The benchmarks run, all of them, and tell their figures by the names that others read. How fast anything is, is no test's business.</summary>
public sealed class BenchTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly string[] Names =
    [
        "commands_vs_stock", "commands_vs_raw", "check_vs_empty", "check_vs_sql", "batch_check_vs_any", "batch_check_vs_parse",
        "intake_vs_copy", "webhooks_vs_bare", "bytes_active_grain", "bytes_index_number", "bytes_at_rest", "growth_percent",
    ];

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task All_of_them_run_and_tell_each_figure_by_its_name()
    {
        var built = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        var (exit, said) = await BashScript.Run($"dotnet '{Repository.File($"bench/Bench/bin/{built}/net10.0/RecycledNumbers.Bench.dll")}' all --quick --json figures.json", folder.Path, Patience, static _ => { });
        output.WriteLine(said);
        exit.ShouldBe(0, said);

        var figures = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "figures.json"), TestContext.Current.CancellationToken))!.AsObject();
        Names.Except(figures.Select(static figure => figure.Key)).ShouldBeEmpty();
        foreach (var (name, figure) in figures) figure!.AsObject().Select(static member => member.Key).ShouldBe(["value", "yardstick", "ratio", "target"], name);
    }

    public void Dispose() => folder.Dispose();
}
