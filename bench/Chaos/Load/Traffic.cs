using RecycledNumbers.Chaos.Clusters;

namespace RecycledNumbers.Chaos.Load;

/// <summary>All numbers living at once, at a steady rate, while the simulated clock goes on.</summary>
internal sealed class Traffic(IReadOnlyList<NumberLife> lives, int rate, TimeSpan calendar, TimeSpan length, RegistryDatabase database, int seed, CancellationToken ending)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until the end; what is under way then is finished.</summary>
    public Task Run() => Task.WhenAll([.. lives.Select((life, n) => Task.Run(() => Live(life, new Random(seed + n)))), Task.Run(Calendar)]);

    private async Task Live(NumberLife life, Random random)
    {
        var mean = TimeSpan.FromSeconds((double)lives.Count / rate);
        while (await Pause(2 * random.NextDouble() * mean))
        {
            await life.Step();
        }
    }

    private async Task Calendar()
    {
        var step = calendar * (Tick / length);
        // It stands still in a run that takes longer than it was meant to.
        for (var left = calendar; left > TimeSpan.Zero && await Pause(Tick); left -= step)
        {
            await database.Advance(step);
        }
    }

    private async Task<bool> Pause(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, ending);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
