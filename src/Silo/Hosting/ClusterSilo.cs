using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RecycledNumbers.Api.Hosting.Cluster;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>A silo's place in its cluster.</summary>
internal static class ClusterSilo
{
    public static void JoinCluster(this ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ClusterTimes.Response);
        silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ClusterTimes.Response);
        silo.Configure<ConnectionOptions>(options => options.OpenConnectionTimeout = ClusterTimes.OpenConnection);
        silo.Configure<ClusterMembershipOptions>(Notice);
        var (siloPort, gatewayPort) = FreePorts.Take(cluster, FreePorts.OfApi(silo.Configuration));
        if (cluster.Provider == ClusterProvider.Localhost)
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, cluster.ServiceId, cluster.ClusterId);
            silo.UseInMemoryReminderService();
            return;
        }

        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (cluster.ServiceId, cluster.ClusterId));
        if (cluster.Address is { } address)
        {
            silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
        }
        else
        {
            silo.ConfigureEndpoints(siloPort, gatewayPort, listenOnAnyHostAddress: true);
        }

        silo.UseAdoNetClustering(options => options.Configure<IOptions<LedgerOptions>>((clustering, ledger) =>
            (clustering.Invariant, clustering.ConnectionString) = (ledger.Value.OrleansInvariant, ledger.Value.EffectiveConnectionString)));
        silo.UseAdoNetReminderService(options => options.Configure<IOptions<LedgerOptions>>((reminders, ledger) =>
            (reminders.Invariant, reminders.ConnectionString) = (ledger.Value.OrleansInvariant, ledger.Value.EffectiveConnectionString)));
    }

    /// <summary>Docs and measurements: docs/decisions/0005-cluster.md.</summary>
    private static void Notice(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.NumProbedSilos = 4;
        options.NumVotesForDeathDeclaration = 2;
        options.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(30);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
    }
}
