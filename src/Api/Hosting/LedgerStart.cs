using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting.Cluster;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Starting;

namespace RecycledNumbers.Api.Hosting;

/// <summary>What silo and gateway do with the database before anything else does.</summary>
public static class LedgerStart
{
    /// <summary>Brings it to this program's schema, moves its transaction counter after a restore, and makes sure that it is this registry's.</summary>
    /// <exception cref="LedgerStartException">It can't be used, or belongs to another registry.</exception>
    public static async Task OpenLedger(this WebApplication app, ClusterSettings cluster)
    {
        await app.Services.GetRequiredService<LedgerMigrator>().Migrate();
        await app.Services.GetRequiredService<TransactionCounter>().CatchUp();
        await app.Services.GetRequiredService<RegistryGuard>().Enter(new RegistryIdentity(cluster.ServiceId, cluster.ClusterId, app.Services.GetRequiredService<KeyRing>().Fingerprint));
    }
}
