using DbUp;
using DbUp.Builder;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Starting;

namespace RecycledNumbers.Ledger;

/// <summary>Brings the database to this program's version. Run it before anything asks the ledger; any number of processes may run it at the same time.</summary>
public sealed partial class LedgerMigrator(IOptions<LedgerOptions> options, TimeProvider time, ILogger<LedgerMigrator> logger)
{
    // Any number that nobody else in the database uses as an advisory lock.
    private const long AdvisoryLock = 0x52_65_63_79_63_4E_75_6D;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(50);

    /// <summary>Applies the migrations that are missing, in order, each in a transaction of its own.</summary>
    /// <exception cref="LedgerStartException">The database can't be reached, opened, written or migrated; the message is for the operator.</exception>
    public Task Migrate(CancellationToken cancellation = default) => Task.Run(
        () => options.Value.Provider switch
        {
            LedgerProvider.Sqlite => MigrateSqlite(cancellation),
            LedgerProvider.SqlServer => MigrateSqlServer(cancellation),
            _ => MigratePostgreSql(cancellation),
        }, cancellation);

    private async Task MigratePostgreSql(CancellationToken cancellation)
    {
        var target = StartFaults.Readable(options.Value, static o => new NpgsqlConnectionStringBuilder(Dialects.PostgreSql.ConnectionString(o)) { Pooling = false });
        try
        {
            await using var turn = new NpgsqlConnection(target.ConnectionString);
            await turn.OpenAsync(cancellation);
            await using var take = new NpgsqlCommand("select pg_advisory_lock($1)", turn) { CommandTimeout = (int)_patience.TotalSeconds };
            take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = AdvisoryLock });
            await take.ExecuteNonQueryAsync(cancellation);
            Upgrade(DeployChanges.To.PostgresqlDatabase(target.ConnectionString).JournalToPostgresqlTable(schema: null, "schema_versions"), "PostgreSql", $"The database \"{target.Database}\"");
        }
        catch (Exception exception) when (exception is not (LedgerStartException or OperationCanceledException))
        {
            Log.Failed(logger, exception);
            throw StartFaults.PostgreSql(target, exception);
        }
    }

    private async Task MigrateSqlite(CancellationToken cancellation)
    {
        var connectionString = StartFaults.Readable(options.Value, SqliteFile.ConnectionString);
        var path = SqliteFile.PathOf(connectionString);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var turn = await TakeFile(path + ".lock", cancellation);
            await using (var connection = new SqliteConnection(connectionString))
            {
                await connection.OpenAsync(cancellation);
                SqliteFile.Prepare(connection);
            }

            Upgrade(DeployChanges.To.SqliteDatabase(connectionString).JournalToSqliteTable("schema_versions"), "Sqlite", $"The database file {path}");
        }
        catch (Exception exception) when (exception is not (LedgerStartException or OperationCanceledException))
        {
            Log.Failed(logger, exception);
            throw StartFaults.Sqlite(path, exception);
        }
    }

    /// <summary>Nothing to take turns by is there before the first migration: of two that migrate at once one fails at what the other has made, and looks again.</summary>
    private async Task MigrateSqlServer(CancellationToken cancellation)
    {
        var target = StartFaults.Readable(options.Value, static o => new SqlConnectionStringBuilder(SqlServerSession.ConnectionString(o)) { Pooling = false });
        for (var start = time.GetTimestamp(); ;)
        {
            try
            {
                Upgrade(DeployChanges.To.SqlDatabase(target.ConnectionString).JournalToSqlTable(schema: null, "schema_versions"), "SqlServer", $"The database \"{target.InitialCatalog}\"");
                return;
            }
            catch (Exception exception) when (SqlServerFaults.IsAnotherMigration(exception) && time.GetElapsedTime(start) < _patience)
            {
                await Task.Delay(_retry, time, cancellation);
            }
            catch (Exception exception) when (exception is not (LedgerStartException or OperationCanceledException))
            {
                Log.Failed(logger, exception);
                throw SqlServerStartFaults.Of(target, exception);
            }
        }
    }

    private void Upgrade(UpgradeEngineBuilder builder, string folder, string database)
    {
        var prefix = $"RecycledNumbers.Ledger.Migrations.{folder}.";
        var engine = builder
            .WithScriptsEmbeddedInAssembly(typeof(LedgerMigrator).Assembly, name => name.StartsWith(prefix, StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .WithExecutionTimeout(TimeSpan.FromMinutes(30))
            .LogToNowhere()
            .Build();
        SchemaVersion.Check(engine.GetExecutedScripts(), [.. engine.GetDiscoveredScripts().Select(static s => s.Name)], database);
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error;
        }

        foreach (var script in result.Scripts)
        {
            Log.Applied(logger, script.Name[prefix.Length..]);
        }
    }

    private async Task<FileStream> TakeFile(string path, CancellationToken cancellation)
    {
        for (var start = time.GetTimestamp(); ;)
        {
            if (LockedFile.TryTake(path) is { } file)
            {
                return file;
            }

            if (time.GetElapsedTime(start) >= _patience)
            {
                throw new IOException($"Another process holds {path}.");
            }

            await Task.Delay(_retry, time, cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Applied migration {Script}")]
        public static partial void Applied(ILogger logger, string script);

        [LoggerMessage(2, LogLevel.Debug, "Migration failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
