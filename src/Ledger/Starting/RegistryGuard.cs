using Microsoft.Extensions.Options;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Starting;

/// <summary>One database, one registry, one cluster. With other keys every stored reference and token would be wrong; a second cluster would give each number a second owner.</summary>
public sealed class RegistryGuard(IOptions<LedgerOptions> options)
{
    /// <summary>Binds an unbound database to this registry, or makes sure that it is bound to it. Run it after <see cref="LedgerMigrator"/>.</summary>
    /// <exception cref="LedgerStartException">The database belongs to another registry or cluster; the message says what to do.</exception>
    public async Task Enter(RegistryIdentity mine, CancellationToken cancellation = default)
    {
        await using var dialect = DatabaseLedger.DialectOf(options.Value);
        var bound = await BoundOrRefused(dialect, mine, cancellation);
        if (bound.KeysFingerprint != mine.KeysFingerprint)
        {
            throw new LedgerStartException("The database was written with another master.key. Give Keys:Directory the keys that this registry began with, or name another database in Ledger:ConnectionString.");
        }

        if (bound.ServiceId != mine.ServiceId)
        {
            throw new LedgerStartException($"The database belongs to Cluster:ServiceId \"{bound.ServiceId}\", not \"{mine.ServiceId}\". Correct Cluster:ServiceId, or name another database in Ledger:ConnectionString.");
        }

        if (bound.ClusterId != mine.ClusterId)
        {
            throw new LedgerStartException(
                $"The database belongs to Cluster:ClusterId \"{bound.ClusterId}\", not \"{mine.ClusterId}\". Correct Cluster:ClusterId, or name another database. To rename the cluster, stop all of it and run: update registry set cluster_id = '{mine.ClusterId}'");
        }
    }

    private static async Task<RegistryIdentity> BoundOrRefused(Dialect dialect, RegistryIdentity mine, CancellationToken cancellation)
    {
        try
        {
            return await Bound(dialect, mine, cancellation);
        }
        catch (LedgerUnavailableException fault)
        {
            throw new LedgerStartException($"{fault.Message} Start again once the database is up.");
        }
    }

    private static async Task<RegistryIdentity> Bound(Dialect dialect, RegistryIdentity mine, CancellationToken cancellation)
    {
        if (await Read(dialect, cancellation) is { } earlier)
        {
            return earlier;
        }

        try
        {
            await dialect.Execute(
                new("insert into registry (id, service_id, cluster_id, keys) values (1, @service, @cluster, @keys)",
                    ("service", mine.ServiceId), ("cluster", mine.ClusterId), ("keys", mine.KeysFingerprint)), cancellation);
        }
        catch (LedgerRejectedException)
        {
            // Another process was first: its word counts.
        }

        return (await Read(dialect, cancellation))!;
    }

    private static async Task<RegistryIdentity?> Read(Dialect dialect, CancellationToken cancellation) =>
        (await dialect.Query(new("select service_id, cluster_id, keys from registry"), static r => new RegistryIdentity(r.Text(0), r.Text(1), r.Text(2)), cancellation)).SingleOrDefault();
}
