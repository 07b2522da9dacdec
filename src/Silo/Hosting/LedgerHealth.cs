using Microsoft.Extensions.Diagnostics.HealthChecks;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>Ready means that the ledger answers.</summary>
internal sealed class LedgerHealth(ILedger ledger) : IHealthCheck
{
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
