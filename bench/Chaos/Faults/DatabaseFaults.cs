namespace RecycledNumbers.Chaos.Faults;

/// <summary>What can happen to the database server. Silos and gateway must outlive it and go on by themselves.</summary>
internal static class DatabaseFaults
{
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(5);

    public static Task<string> Restart(FaultScene scene) => Run(scene, () => scene.Cluster.Server.Stop());

    public static Task<string> Crash(FaultScene scene) => Run(scene, () => scene.Cluster.Server.Stop(immediate: true));

    public static Task<string> Kill(FaultScene scene) => Run(scene, scene.Cluster.Server.Kill);

    private static async Task<string> Run(FaultScene scene, Func<Task> stop)
    {
        await stop();
        await Task.Delay(Down, TimeProvider.System);
        await scene.Cluster.Server.Start();
        var back = scene.History.Now;
        var before = scene.History.Acknowledged;
        await Wait.For(() => Task.FromResult(scene.History.Acknowledged > before), TimeSpan.FromMinutes(1));
        var ended = scene.Cluster.Silos.Count(static s => s.Process.HasEnded && !s.Taken);
        return $"first command {(scene.History.Now - back).TotalSeconds:0.0} s after the server was back; silos that ended by themselves: {ended}";
    }
}
