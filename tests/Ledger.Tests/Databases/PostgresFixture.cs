using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RecycledNumbers.Postgres;

[assembly: AssemblyFixture(typeof(RecycledNumbers.Ledger.Tests.Databases.PostgresFixture))]

namespace RecycledNumbers.Ledger.Tests.Databases;

/// <summary>One server for the whole assembly, and a migrated database to copy from.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    /// <summary>Feeds stop below the oldest transaction of the whole server, so tests that share it do not run side by side.</summary>
    public const string OneAtATime = "PostgreSQL, one test at a time";

    private string _template = "";

    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Its transactions would hold the feeds of all databases up, now and then.
        Server = await PostgresServer.StartAsync("autovacuum=off");
        var connectionString = await Server.CreateDatabase();
        await new LedgerMigrator(Options.Create(Of(connectionString)), TimeProvider.System, NullLogger<LedgerMigrator>.Instance).Migrate();
        _template = new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    public async Task<LedgerOptions> Migrated() => Of(await Server.CreateDatabase(_template));

    public async Task<LedgerOptions> Empty() => Of(await Server.CreateDatabase());

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A generous timeout: a busy build machine must not turn into a red test.</summary>
    public static LedgerOptions Of(string connectionString) => new() { Provider = LedgerProvider.PostgreSql, ConnectionString = connectionString, CommandTimeout = TimeSpan.FromSeconds(30) };
}
