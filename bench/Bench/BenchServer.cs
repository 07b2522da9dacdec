using RecycledNumbers.Postgres;
using RecycledNumbers.Processes;

namespace RecycledNumbers.Bench;

/// <summary>A bench's PostgreSQL: one of its own, so that nothing is in its way; in a quick run the same for all, since starting a dozen takes longer than what is done on them.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    // Ends with the process.
    private static readonly Lazy<Task<PostgresServer>> s_shared = new(static () => PostgresServer.StartAsync("max_connections=1000"));

    private readonly bool shared;

    private BenchServer(PostgresServer postgres, bool shared) => (Postgres, this.shared) = (postgres, shared);

    public PostgresServer Postgres { get; }

    public static async Task<BenchServer> Start(BenchArguments asked) =>
        asked.Quick ? new(await s_shared.Value, shared: true) : new(await PostgresServer.StartAsync(), shared: false);

    /// <summary>A database with nothing in it; a silo makes its tables.</summary>
    public Task<string> CreateDatabase() => Postgres.CreateDatabase();

    /// <summary>A database with the ledger's tables and nothing in them.</summary>
    public async Task<string> EmptyDatabase()
    {
        var connectionString = await CreateDatabase();
        await LedgerTables.Make(connectionString);
        return connectionString;
    }

    public ValueTask DisposeAsync() => shared ? default : Postgres.DisposeAsync();
}
