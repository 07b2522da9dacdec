using Microsoft.Extensions.Diagnostics.HealthChecks;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting;

/// <summary>Ready means that the ledger answers.</summary>
public sealed class LedgerHealth(ILedger ledger) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.ReadClockOffset(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (LedgerException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}
