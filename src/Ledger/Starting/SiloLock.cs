using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Options;
using Npgsql;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Starting;

/// <summary>
/// A silo outside a cluster has its database to itself; silos of a cluster share theirs. Two strangers on one database would each look for what is due, and give
/// every number a second actor. The lock goes with the process, however it ends.
/// </summary>
public sealed class SiloLock(IOptions<LedgerOptions> options, TimeProvider time) : IAsyncDisposable
{
    // Any number that nobody else in the database uses as an advisory lock.
    private const long AdvisoryLock = 0x52_65_63_79_53_69_6C_6F;
    private const int NoSuchProcedure = 2812;

    // A server takes a moment to notice that a killed process is gone.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(100);

    private IAsyncDisposable? _held;

    /// <summary>Takes it, until this is disposed. Run it after <see cref="LedgerMigrator"/>.</summary>
    /// <param name="alone">Whether this silo is outside a cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LedgerStartException">Another silo has the database; the message says what to do.</exception>
    public async Task Take(bool alone, CancellationToken cancellation = default)
    {
        for (var start = time.GetTimestamp(); (_held = await TryTake(alone, cancellation)) is null;)
        {
            if (time.GetElapsedTime(start) > _patience)
            {
                throw new LedgerStartException(alone
                    ? "Another silo works on this database, and this one is outside any cluster (Cluster:Provider Localhost). Stop the other, name another database in Ledger:ConnectionString, or give all of them Cluster:Provider PostgreSql or SqlServer."
                    : "A silo outside this cluster (Cluster:Provider Localhost) works on this database. Stop it, or give it the cluster's Cluster:Provider.");
            }

            await Task.Delay(_retry, time, cancellation);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _held?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IAsyncDisposable?> TryTake(bool alone, CancellationToken cancellation)
    {
        try
        {
            return options.Value.Provider switch
            {
                // A file has one silo, in a cluster or not.
                LedgerProvider.Sqlite => LockedFile.TryTake(SqliteFile.PathOf(SqliteFile.ConnectionString(options.Value)) + ".silo"),
                LedgerProvider.SqlServer => await TryTakeSqlServer(alone, cancellation),
                _ => await TryTakePostgreSql(alone, cancellation),
            };
        }
        catch (Exception fault) when (fault is NpgsqlException or SqlException or TimeoutException)
        {
            throw new LedgerStartException("The database did not answer. Start again once the database is up.", fault);
        }
    }

    private async Task<IAsyncDisposable?> TryTakePostgreSql(bool alone, CancellationToken cancellation)
    {
        // The server looks for a host that is gone without a word after seconds, not hours.
        var target = new NpgsqlConnectionStringBuilder(Dialects.PostgreSql.ConnectionString(options.Value)) { Pooling = false, KeepAlive = 30 };
        target.Options = $"{target.Options} -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3".Trim();
        var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var take = new NpgsqlCommand(alone ? "select pg_try_advisory_lock($1)" : "select pg_try_advisory_lock_shared($1)", connection);
        take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = AdvisoryLock });
        return await Kept(connection, await take.ExecuteScalarAsync(cancellation) is true);
    }

    private async Task<IAsyncDisposable?> TryTakeSqlServer(bool alone, CancellationToken cancellation)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(SqlServerSession.ConnectionString(options.Value)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var take = new SqlCommand($"exec @result = sp_getapplock @Resource = 'recycled-numbers-silo', @LockMode = '{(alone ? "Exclusive" : "Shared")}', @LockOwner = 'Session', @LockTimeout = 0", connection);
        var result = take.Parameters.Add("@result", System.Data.SqlDbType.Int);
        result.Direction = System.Data.ParameterDirection.Output;
        try
        {
            await take.ExecuteNonQueryAsync(cancellation);
            return await Kept(connection, result.Value is >= 0);
        }
        catch (SqlException fault) when (fault.Number == NoSuchProcedure)
        {
            // A server that speaks only the core of T-SQL has no such locks: there this guard is open.
            return connection;
        }
    }

    private static async Task<IAsyncDisposable?> Kept(System.Data.Common.DbConnection connection, bool taken)
    {
        if (taken)
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }
}
