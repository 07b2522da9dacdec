using System.Globalization;
using RecycledNumbers.Chaos.Clusters;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Faults;

/// <summary>What can happen to a silo's process.</summary>
internal static class ProcessFaults
{
    private const int Lying = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<string> Kill(FaultScene scene)
    {
        var victim = scene.Victim();
        await victim.Process.Kill();
        await Evicted(scene);
        await scene.Cluster.Replace(victim);
        return victim.Name;
    }

    public static async Task<string> End(FaultScene scene)
    {
        var victim = scene.Victim();
        await victim.Process.Signal("TERM");
        var code = await victim.Process.Ended();
        await scene.Cluster.Replace(victim);
        return string.Create(CultureInfo.InvariantCulture, $"{victim.Name} ended with {code}");
    }

    public static Task<string> Freeze(FaultScene scene) => Freeze(scene, longer: TimeSpan.FromSeconds(5));

    public static Task<string> FreezeLong(FaultScene scene) => Freeze(scene, longer: TimeSpan.FromSeconds(60));

    private static async Task<string> Freeze(FaultScene scene, TimeSpan longer)
    {
        var victim = scene.Victim();
        using var http = await Cluster.Connect(victim.Process, scene.Carrier, TimeSpan.FromMinutes(5));
        var direct = new Caller(http, scene.CarrierParty, scene.History, scene.Ending);
        await victim.Process.Signal("STOP");

        // They lie in the frozen silo until it goes on; by then the others have long overtaken them.
        var lying = Enumerable.Range(0, Lying).Select(n => direct.Send(
            NumberLife.LateTransfer(scene.Numbers[scene.Random.Next(scene.Numbers.Count)], scene.CarrierParty, $"late-{victim.Name[5..]}-{n}"), once: true)).ToArray();
        await Evicted(scene);
        await Stay(longer, scene.Ending);
        await victim.Process.Signal("CONT");
        var answers = await Task.WhenAll(lying);
        await scene.Cluster.Replace(victim);
        return $"{victim.Name}; commands that lay in it: {string.Join(", ", answers.GroupBy(static a => a.Code ?? a.Outcome.ToString()).Select(static g => $"{g.Count()} × {g.Key}"))}";
    }

    /// <summary>Until the others have taken note.</summary>
    private static Task Evicted(FaultScene scene)
    {
        var left = scene.Cluster.Silos.Count - 1;
        return Wait.For(async () => await scene.Database.ActiveSilos() <= left, Patience);
    }

    private static async Task Stay(TimeSpan time, CancellationToken ending)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, ending);
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }
}
