using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>A silo is ready while it is an active member of its cluster: not before it has joined, and no more once it begins to leave.</summary>
internal sealed class SiloHealth(ISiloStatusOracle members) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(members.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The silo is {members.CurrentStatus}."));
}
