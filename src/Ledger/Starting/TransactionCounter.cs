using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace RecycledNumbers.Ledger.Starting;

/// <summary>
/// Feeds are read in the order of transaction ids, below the oldest transaction that is open (trap 13). A dump that is restored into a new PostgreSQL cluster brings ids that its counter has not reached, and every
/// feed would stand still until it does. So the counter is moved past them, by transactions that do nothing: no row changes, and the cursors that others hold go on. Other databases have no such counter, or
/// bring it along in a table.
/// </summary>
public sealed partial class TransactionCounter(IOptions<LedgerOptions> options, TimeProvider time, ILogger<TransactionCounter> logger)
{
    private const int AtOnce = 20_000;
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(10);

    /// <summary>Moves it where it must be. Run it after <see cref="LedgerMigrator"/>; killed on its way, it goes on at the next start.</summary>
    /// <exception cref="LedgerStartException">The database does not answer.</exception>
    public async Task CatchUp(CancellationToken cancellation = default)
    {
        if (options.Value.Provider != LedgerProvider.PostgreSql)
        {
            return;
        }

        // A commit need not reach the disk: one that is lost is made again.
        var target = StartFaults.Readable(options.Value, static o => new NpgsqlConnectionStringBuilder(Dialects.PostgreSql.ConnectionString(o)) { Pooling = false });
        target.Options = $"{target.Options} -c synchronous_commit=off".Trim();
        try
        {
            await using var connection = new NpgsqlConnection(target.ConnectionString);
            await connection.OpenAsync(cancellation);
            if (await Ask(connection, Behind, cancellation) == 0)
            {
                return;
            }

            await Move(connection, await Ask(connection, Highest, cancellation), cancellation);
        }
        catch (Exception exception) when (exception is not (LedgerStartException or OperationCanceledException))
        {
            throw StartFaults.PostgreSql(target, exception);
        }
    }

    /// <summary>By the ends of two indexes: asked at every start. A day's end may be the very next transaction.</summary>
    private const string Behind =
        $"""
        select case when greatest(({Last} from number_events order by xid desc, position desc limit 1), (select horizon::text::bigint - 1 from feed_days order by day desc limit 1)) >= ({Next}) then 1 else 0 end::bigint
        """;

    /// <summary>Of all rows that have one: asked only where the counter is behind.</summary>
    private const string Highest =
        $"""
        select greatest(
            ({Last} from number_events order by xid desc, position desc limit 1), (select horizon::text::bigint - 1 from feed_days order by day desc limit 1),
            ({Last} from deliveries order by xid desc limit 1), ({Last} from unbindings order by xid desc limit 1), ({Last} from cases order by xid desc limit 1))
        """;

    private const string Last = "select xid::text::bigint";

    private const string Next = "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private async Task Move(NpgsqlConnection connection, long goal, CancellationToken cancellation)
    {
        var first = await Ask(connection, Next, cancellation);
        Log.Behind(logger, goal - first);
        var (now, said) = (first, time.GetTimestamp());
        while (now <= goal)
        {
            await using var move = new NpgsqlCommand(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"do $$ begin for i in 1..{Math.Min(AtOnce, goal - now + 1)} loop perform pg_current_xact_id(); commit; end loop; end $$"),
                connection)
            { CommandTimeout = 0 };
            await move.ExecuteNonQueryAsync(cancellation);
            now = await Ask(connection, Next, cancellation);
            if (time.GetElapsedTime(said) > _between)
            {
                Log.Moving(logger, goal - now);
                said = time.GetTimestamp();
            }
        }

        Log.Done(logger);
    }

    private static async Task<long> Ask(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The three constants of this class.
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        return await ask.ExecuteScalarAsync(cancellation) is long answer ? answer : 0;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "This database was restored into a cluster whose transaction counter is {Behind} behind its rows: moving the counter, so that feeds go on. It can be interrupted")]
        public static partial void Behind(ILogger logger, long behind);

        [LoggerMessage(2, LogLevel.Information, "The transaction counter is {Behind} behind")]
        public static partial void Moving(ILogger logger, long behind);

        [LoggerMessage(3, LogLevel.Information, "The transaction counter has caught up")]
        public static partial void Done(ILogger logger);
    }
}
