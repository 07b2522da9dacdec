using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Grains.Tests.Deliveries;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;

[assembly: AssemblyFixture(typeof(DeliveryCluster))]

namespace RecycledNumbers.Grains.Tests.Deliveries;

/// <summary>One silo in the process with the grains of this folder as the product registers them; ledger and numbers are fakes. Tests use parties of their own.</summary>
public sealed class DeliveryCluster : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster;

    public DeliveryCluster()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(DirectoryStorage.Name);
            silo.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            silo.Services.AddRegistryClock(Clock);
            silo.Services.AddSingleton<ILedger>(Ledger);
            silo.Services.AddSingleton(new TenureTokenKey(new byte[32]));
            silo.Services.AddSingleton(new NumberMessenger(Numbers.Of));
            silo.Services.AddOwners(new ConfigurationBuilder().Build());
            silo.Services.AddDeliveries(new ConfigurationBuilder().AddInMemoryCollection([new("AllowLoopback", "true")]).Build());
        });
        builder.ConfigureHost(host => host.Environment.EnvironmentName = "Development");
        _cluster = builder.Build();
    }

    internal FakeTimeProvider Clock { get; } = new(TimeProvider.System.Now());

    internal FakeLedger Ledger { get; } = new();

    internal RecordingNumbers Numbers { get; } = new();

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    internal IEndpointGrain Endpoint(string party) => _cluster.Client.GetGrain<IEndpointGrain>(party);

    internal IDeliveryLaneGrain Lane(string lane) => _cluster.Client.GetGrain<IDeliveryLaneGrain>(lane);
}
