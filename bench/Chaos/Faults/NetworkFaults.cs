using RecycledNumbers.Chaos.Clusters;

namespace RecycledNumbers.Chaos.Faults;

/// <summary>What can happen to a silo's ways to the others. Nothing is closed and nobody is told: what is sent just never arrives. For 10, 30 or 90 s.</summary>
internal static class NetworkFaults
{
    private static readonly int[] Seconds = [10, 30, 90];

    /// <summary>After this an evicted silo has read that it was, and has ended itself.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(20);

    public static Task<string> FromDatabase(FaultScene scene) =>
        Run(scene, static (_, victim) => Set(victim, LinkState.Cut), static (_, victim) => Set(victim, LinkState.Open));

    public static Task<string> FromDatabaseAnswers(FaultScene scene) =>
        Run(scene, static (_, victim) => Set(victim, LinkState.NoAnswers), static (_, victim) => Set(victim, LinkState.Open));

    public static Task<string> FromSilos(FaultScene scene) => Run(
        scene,
        static (s, victim) => Each(Others(s, victim), async other => await Task.WhenAll(Network.Drop(victim.Place!, other.Address), Network.Drop(other, victim.Place!.Address))),
        static (s, victim) => Each(Others(s, victim), async other => await Task.WhenAll(Network.Mend(victim.Place!, other.Address), Network.Mend(other, victim.Place!.Address))));

    /// <summary>It hears the others, and they do not hear it.</summary>
    public static Task<string> OneWay(FaultScene scene) => Run(
        scene,
        static (s, victim) => Each(Others(s, victim), other => Network.Drop(victim.Place!, other.Address)),
        static (s, victim) => Each(Others(s, victim), other => Network.Mend(victim.Place!, other.Address)));

    public static Task<string> FromGateway(FaultScene scene) => Run(
        scene,
        static (s, victim) => Network.Drop(victim.Place!, s.Cluster.HereInNetwork!),
        static (s, victim) => Network.Mend(victim.Place!, s.Cluster.HereInNetwork!));

    private static async Task<string> Run(FaultScene scene, Func<FaultScene, SiloNode, Task> cut, Func<FaultScene, SiloNode, Task> mend)
    {
        var victim = scene.Victim();
        var seconds = Seconds[scene.Short ? 0 : scene.Random.Next(Seconds.Length)];
        await cut(scene, victim);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, scene.Ending);
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }

        await mend(scene, victim);
        var ended = await Wait.For(() => Task.FromResult(victim.Process.HasEnded), Reading);
        if (ended)
        {
            await scene.Cluster.Replace(victim);
        }

        victim.Taken = false;
        return $"{victim.Name} for {seconds} s; it {(ended ? "was evicted and ended itself" : "stayed")}";
    }

    private static Task Set(SiloNode victim, LinkState state)
    {
        victim.Links[0].State = state;
        return Task.CompletedTask;
    }

    private static List<NetworkPlace> Others(FaultScene scene, SiloNode victim) => [.. scene.Cluster.Silos.Where(s => s != victim).Select(static s => s.Place!)];

    private static Task Each(List<NetworkPlace> others, Func<NetworkPlace, Task> work) => Task.WhenAll(others.Select(work));
}
