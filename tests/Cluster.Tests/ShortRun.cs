using RecycledNumbers.Chaos;
using RecycledNumbers.Chaos.Checks;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>One short chaos run that all its tests look at: under load a silo is killed, the database restarted, and a silo cut off from it. Each sabotage has a number of its own, so that they do not get in each other's way.</summary>
public sealed class ShortRun : IAsyncLifetime
{
    private ChaosRun run = null!;

    /// <summary>The verdicts before anything was tampered with.</summary>
    internal IReadOnlyList<Verdict> Clean { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        run = await ChaosRun.Start(new ChaosArguments { Seconds = 180, Silos = 3, Numbers = 40, Rate = 40, Pause = 2, Times = 1, Faults = ["kill", "database-restart", "cut-database"] }, TextWriter.Null);
        await run.Play();
        await run.Audit();
        Clean = Judge.Verdicts(await run.Evidence());
    }

    /// <summary>Kinds of faults that were made.</summary>
    internal IEnumerable<string> Faults => run.Faults.Select(f => f.Kind);

    /// <summary>Breaks a promise, and counts its line.</summary>
    internal async Task<int> CountAfter(string line)
    {
        await run.Break(line);
        return Judge.Verdicts(await run.Evidence()).Single(v => v.Name == line).Count;
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();
}
