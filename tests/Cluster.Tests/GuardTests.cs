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
        (await load.Send(Registry.Number(800), "assign", 0)).ShouldBe("OK");
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
