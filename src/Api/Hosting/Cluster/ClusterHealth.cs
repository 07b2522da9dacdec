using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RecycledNumbers.Api.Hosting.Cluster;

/// <summary>A gateway is ready when a silo answers it.</summary>
internal sealed class ClusterHealth(IGrainFactory grains) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true).WaitAsync(ClusterTimes.Response, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"No silo answers ({fault.GetType().Name}).");
        }
    }
}
