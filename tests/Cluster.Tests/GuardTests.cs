using RecycledNumbers.Api;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Cluster.Tests;

public sealed class GuardTests
{
    [Fact]
    public async Task A_process_of_another_registry_or_cluster_does_not_start_on_the_database()
    {
        await using var upgrade = await Upgrade.Start();
        var silo = await upgrade.Launch(typeof(SiloHost).Assembly.Location).Ready();
        foreach (var program in new[] { typeof(SiloHost).Assembly.Location, typeof(ApiHost).Assembly.Location })
        {
            await Refused(upgrade, program, "another master.key", "--Keys:Directory", "other-keys");
            await Refused(upgrade, program, "Correct Cluster:ServiceId", "--Cluster:ServiceId", "other");
            await Refused(upgrade, program, "Correct Cluster:ClusterId", "--Cluster:ClusterId", "other");
        }

        using var carrier = await upgrade.Carrier(silo);
        await using var load = new Load(carrier, []);
        await load.Done(Registry.Number(800), "assign", 0);
    }

    [Fact]
    public async Task A_silo_outside_the_cluster_does_not_start_beside_it_nor_the_cluster_beside_such_a_silo()
    {
        await using var upgrade = await Upgrade.Start();
        var program = typeof(SiloHost).Assembly.Location;
        var clustered = await upgrade.Launch(program).Ready();
        await Refused(upgrade, program, "Another silo works on this database", "--Cluster:Provider", "Localhost");
        await clustered.Kill();
        await upgrade.Forget(clustered);

        var alone = await upgrade.Launch(program, "--Cluster:Provider", "Localhost").Ready();
        await Refused(upgrade, program, "A silo outside this cluster");
        await Refused(upgrade, program, "Another silo works on this database", "--Cluster:Provider", "Localhost");
        await alone.Kill();
        await upgrade.Launch(program).Ready();
    }

    [Fact]
    public async Task Two_silos_do_not_share_a_SQLite_file()
    {
        using var folder = new TemporaryFolder();
        await using var first = SiloProcess.Start(typeof(SiloHost).Assembly, folder.Path);
        await first.Ready();

        await using (var second = SiloProcess.Start(typeof(SiloHost).Assembly, folder.Path))
        {
            (await second.Ended()).ShouldBe(1, second.Output);
            second.Output.Split('\n').ShouldHaveSingleItem().ShouldContain("Another silo works on this database");
        }

        await first.Kill();
        await using var third = SiloProcess.Start(typeof(SiloHost).Assembly, folder.Path);
        await third.Ready();
    }

    [Fact]
    public async Task A_schema_that_is_too_new_stops_the_start_with_one_line()
    {
        await using var upgrade = await Upgrade.Start();
        await upgrade.Forget(await upgrade.Launch(typeof(SiloHost).Assembly.Location).Ready());
        await upgrade.Execute("insert into schema_versions (scriptname, applied) values ('RecycledNumbers.Ledger.Migrations.PostgreSql.9998_future_from_9997.sql', now())");

        await Refused(upgrade, typeof(SiloHost).Assembly.Location, "was migrated by a newer release");
        await Refused(upgrade, typeof(ApiHost).Assembly.Location, "was migrated by a newer release");
    }

    private static async Task Refused(Upgrade upgrade, string program, string line, params string[] settings)
    {
        var process = upgrade.Launch(program, settings);

        (await process.Ended()).ShouldBe(1, process.Output);
        process.Output.Split('\n').ShouldHaveSingleItem().ShouldContain(line, customMessage: process.Output);
        await upgrade.Forget(process);
    }
}
