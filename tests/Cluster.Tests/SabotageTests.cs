using RecycledNumbers.Chaos;
using RecycledNumbers.Chaos.Checks;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>A checker that can't fail is worthless: each promise is broken on purpose after a short run, and its line must show it.</summary>
public sealed class SabotageTests(ShortRun run) : IClassFixture<ShortRun>
{
    public static TheoryData<string> Names => [.. Lines.All.Select(l => l.Name)];

    [Fact]
    public void A_run_that_nobody_tampered_with_is_clean_and_each_line_has_looked_at_something()
    {
        run.Faults.ShouldBe(["kill", "database-restart", "cut-database"], ignoreOrder: true);
        run.Clean.SelectMany(v => v.Flaws.Select(f => $"{v.Name}: {f}")).ShouldBeEmpty();
        // No freeze ends in so short a run: that line is looked at by its sabotage alone.
        run.Clean.Where(v => v.Of == 0).Select(v => v.Name).ShouldBeSubsetOf([Lines.Early]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_promise_that_is_broken_on_purpose_is_found_broken(string line)
    {
        (await run.CountAfter(line)).ShouldBeGreaterThan(run.Clean.Single(v => v.Name == line).Count);
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2, "--seconds", "0")]
    [InlineData(2, "--sabotage", "P99")]
    [InlineData(2, "--faults", "earthquake")]
    public async Task Wrong_arguments_end_with_2_before_anything_is_started(int code, params string[] arguments)
    {
        await using var process = SiloProcess.Start(typeof(ChaosRun).Assembly, Path.GetTempPath(), arguments: arguments);

        (await process.Ended()).ShouldBe(code, process.Output);
        process.Output.ShouldContain("--sabotage LINE");
    }
}
