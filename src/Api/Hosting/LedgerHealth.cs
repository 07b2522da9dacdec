using Microsoft.Extensions.Diagnostics.HealthChecks;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting;

/// <summary>Ready means that the ledger can be written: a standby, a read-only file or a lost permission is not ready, though it answers.</summary>
public sealed class LedgerHealth(ILedger ledger) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // A real write transaction that changes nothing: no delivery has an empty id.
            await ledger.SettleDeliveries([""], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (LedgerException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}
