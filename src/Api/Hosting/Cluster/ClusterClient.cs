using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting.Cluster;

/// <summary>A gateway's way into the cluster.</summary>
internal static class ClusterClient
{
    internal static void EnterCluster(this IClientBuilder client, ClusterSettings cluster)
    {
        client.Configure<ClientMessagingOptions>(static options => options.ResponseTimeout = ClusterTimes.Response);
        client.Configure<ConnectionOptions>(static options => options.OpenConnectionTimeout = ClusterTimes.OpenConnection);
        client.Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = ClusterTimes.GatewayListRefresh);
        client.AddActivityPropagation();
        client.UseConnectionRetryFilter<WaitForSilos>();
        if (cluster.Provider == ClusterProvider.Localhost)
        {
            if (cluster.GatewayPort == 0) throw new StartRefusedException("Cluster:GatewayPort is needed by a gateway with Cluster:Provider Localhost: give the silo and the gateway the same port.");
            client.UseLocalhostClustering(cluster.GatewayPort, cluster.ServiceId, cluster.ClusterId);
            return;
        }

        client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (cluster.ServiceId, cluster.ClusterId));
        client.UseAdoNetClustering(static options => options.Configure<IOptions<LedgerOptions>>(static (clustering, ledger) =>
            (clustering.Invariant, clustering.ConnectionString) = (ledger.Value.OrleansInvariant, ledger.Value.EffectiveConnectionString)));
    }
}

/// <summary>A gateway may start before its silos do; it waits for them, says so, and listens only then.</summary>
internal sealed partial class WaitForSilos(TimeProvider time, ILogger<WaitForSilos> log) : IClientConnectionRetryFilter
{
    private const int SayEvery = 10;
    private int attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (attempts++ % SayEvery == 0) LogWaiting(log, exception.GetType().Name);
        await Task.Delay(ClusterTimes.FirstContact, time, cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "No silo answers yet ({Fault}); waiting for one. Check that a silo runs with the same Cluster:ClusterId and database")]
    private static partial void LogWaiting(ILogger log, string fault);
}
