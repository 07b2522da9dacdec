using Microsoft.Extensions.Configuration;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting.Cluster;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Silo.Tests;

public sealed class FreePortsTests
{
    [Fact]
    public void A_silo_leaves_the_ports_at_which_the_API_will_listen()
    {
        var api = Enumerable.Range(FreePorts.First, FreePorts.Count).Where(static port => port % 500 != 0).ToHashSet();

        var (silo, gateway) = FreePorts.Take(new ClusterSettings(), api);

        new[] { silo, gateway }.ShouldAllBe(static port => port % 500 == 0);
    }

    [Fact]
    public void Two_silos_that_start_together_never_take_the_same_ports()
    {
        // All but ten are promised to somebody else: whoever draws for himself would draw one of the ten again.
        var others = Enumerable.Range(FreePorts.First, FreePorts.Count).Where(static port => port % 1000 != 1).ToHashSet();

        var taken = Enumerable.Range(0, 4).Select(_ => FreePorts.Take(new ClusterSettings(), others)).SelectMany(static pair => new[] { pair.Silo, pair.Gateway }).ToArray();

        taken.Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public void With_every_port_promised_it_says_which_setting_to_give()
    {
        var all = Enumerable.Range(FreePorts.First, FreePorts.Count).ToHashSet();

        Should.Throw<StartRefusedException>(() => FreePorts.Take(new ClusterSettings(), all)).Message.ShouldContain("Cluster:SiloPort");
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:20100;http://*:20101", 20100, 20101)]
    [InlineData("Kestrel:Endpoints:Inner:Url", "https://[::1]:20102", 20102)]
    [InlineData("urls", "http://localhost", 80)]
    public void The_ports_of_the_API_are_read_where_they_are_configured(string setting, string value, params int[] ports)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();

        FreePorts.OfApi(configuration).ShouldBe(ports, ignoreOrder: true);
    }
}
