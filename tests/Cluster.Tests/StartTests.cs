using System.Reflection;
using RecycledNumbers.Api;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Cluster.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(true, "needs Ledger:Provider PostgreSql", "--Cluster:Provider", "PostgreSql")]
    [InlineData(false, "needs Ledger:Provider PostgreSql", "--Cluster:Provider", "PostgreSql")]
    [InlineData(true, "Cluster:Provider SqlServer needs Ledger:Provider SqlServer", "--Cluster:Provider", "SqlServer")]
    [InlineData(true, "Cluster:Provider", "--Cluster:Provider", "Zookeeper")]
    [InlineData(true, "Cluster:AdvertisedAddress", "--Cluster:AdvertisedAddress", "not-an-address")]
    [InlineData(true, "Cluster:SiloPort is 0–65535", "--Cluster:SiloPort", "70000")]
    [InlineData(true, "Cluster:ClusterId", "--Cluster:ClusterId", "a b")]
    [InlineData(true, "Cluser", "--Cluster:Cluser", "typo")]
    [InlineData(false, "Cluster:GatewayPort is needed", "--Cluster:Provider", "Localhost")]
    [InlineData(false, "can't be reached", "--Cluster:Provider", "PostgreSql", "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=secret-word")]
    [InlineData(false, "Webhooks:Source", "--Cluster:GatewayPort", "30000", "--Webhooks:Source", "relative")]
    public async Task Wrong_settings_stop_the_start_with_one_line(bool silo, string line, params string[] arguments)
    {
        await using var process = SiloProcess.Start(Program(silo), folder.Path, arguments: arguments);

        (await process.Ended()).ShouldBe(1, process.Output);
        process.Output.Split('\n').ShouldHaveSingleItem().ShouldContain(line, customMessage: process.Output);
        process.Output.ShouldNotContain("secret-word");
    }

    public void Dispose() => folder.Dispose();

    private static Assembly Program(bool silo) => silo ? typeof(SiloHost).Assembly : typeof(ApiHost).Assembly;
}
