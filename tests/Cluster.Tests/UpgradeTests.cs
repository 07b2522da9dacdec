using RecycledNumbers.Api;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>The previous release and this one in one cluster, on one database, under load.</summary>
[Trait("Kind", "Faults")]
[Collection(Alone.Name)]
public sealed class UpgradeTests(ITestOutputHelper output)
{
    private static string ThisSilo => typeof(SiloHost).Assembly.Location;

    private static string ThisGateway => typeof(ApiHost).Assembly.Location;

    [Fact]
    public async Task Silos_of_the_previous_release_are_replaced_one_by_one_and_no_command_fails()
    {
        var previous = await PreviousRelease.Build();
        await using var upgrade = await Upgrade.Start();
        var oldGateway = upgrade.Launch(previous.Gateway);
        var oldSilos = new[] { await upgrade.Launch(previous.Silo).Ready(), await upgrade.Launch(previous.Silo).Ready() };
        await oldGateway.Ready();
        await using var throughOld = new Load(await upgrade.Carrier(oldGateway), Numbers(400));
        await throughOld.Start();
        await throughOld.Progress();

        // The first silo of this release migrates the schema under those that run.
        var newSilo = await upgrade.Launch(ThisSilo).Ready();
        var newGateway = await upgrade.Launch(ThisGateway).Ready();
        await using var throughNew = new Load(await upgrade.Carrier(newGateway), Numbers(500));
        await throughNew.Start();
        await Task.WhenAll(throughOld.Progress(), throughNew.Progress());
        (await upgrade.Active()).ShouldBe(3);

        // The very same numbers through either gateway, whichever release's silo serves them.
        foreach (var (load, number) in Numbers(600).SelectMany(n => new[] { (throughNew, n), (throughOld, n) }))
        {
            await load.Done(number, load == throughNew ? "assign" : "transfer", load == throughNew ? 0 : 1);
        }

        // One of the previous release that is started anew finds a schema one release ahead, and works on it.
        await Replace(upgrade, oldSilos[0], previous.Silo);
        await Task.WhenAll(throughOld.Progress(), throughNew.Progress());
        foreach (var old in upgrade.Processes.Where(p => p.Program == previous.Silo).Select(p => p.Process).ToArray())
        {
            await Replace(upgrade, old, ThisSilo);
            await Task.WhenAll(throughOld.Progress(), throughNew.Progress());
        }

        await Task.WhenAll(throughOld.Stop(), throughNew.Stop());
        output.WriteLine($"Old gateway: {throughOld.Total} commands, {throughOld.Failures.Count} in doubt, longest gap {throughOld.LongestGap.TotalSeconds:0.0} s; new gateway: {throughNew.Total}, {throughNew.Failures.Count} in doubt, {throughNew.LongestGap.TotalSeconds:0.0} s");
        // In doubt is a normal answer of a busy machine: it was repeated with the same key, and the history shows that nothing was done twice.
        throughOld.Failures.Concat(throughNew.Failures).Where(static f => !f.Contains("\"outcome_unknown\"", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var (number, acknowledged) in throughOld.Acknowledged.Concat(throughNew.Acknowledged))
        {
            (await upgrade.Generations(number)).ShouldBe(Enumerable.Range(1, acknowledged + 1), number);
        }

        newSilo.Output.ShouldNotContain("fenced");
    }

    private static async Task Replace(Upgrade upgrade, SiloProcess ended, string successor)
    {
        await ended.Signal("TERM");
        (await ended.Ended()).ShouldBe(0, ended.Output);
        await upgrade.Forget(ended);
        await upgrade.Launch(successor).Ready();
    }

    private static string[] Numbers(int from) => [.. Enumerable.Range(from, 8).Select(Registry.Number)];
}
