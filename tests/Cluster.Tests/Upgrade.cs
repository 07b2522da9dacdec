using Npgsql;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>A database, and processes of any release on it.</summary>
internal sealed class Upgrade : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<(string Program, SiloProcess Process)> processes = [];
    private readonly PostgresServer server;
    private readonly string database;

    private Upgrade(PostgresServer server, string database) => (this.server, this.database) = (server, database);

    public IReadOnlyList<(string Program, SiloProcess Process)> Processes => processes;

    public static async Task<Upgrade> Start()
    {
        var started = await PostgresServer.StartAsync();
        return new Upgrade(started, await started.CreateDatabase());
    }

    public SiloProcess Launch(string program, params string[] more)
    {
        var process = SiloProcess.StartFile(program, folder.Path, arguments:
        [
            "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database,
            "--Cluster:Provider", "PostgreSql", "--Cluster:ClusterId", "test", "--Cluster:AdvertisedAddress", "127.0.0.1", .. more,
        ]);
        processes.Add((program, process));
        return process;
    }

    public async Task Forget(SiloProcess ended)
    {
        processes.RemoveAll(p => p.Process == ended);
        await ended.DisposeAsync();
    }

    public Task<HttpClient> Carrier(SiloProcess process) => Client(process, "carrier");

    /// <summary>A development client by its role.</summary>
    public async Task<HttpClient> Client(SiloProcess process, string role)
    {
        var client = (await DevelopmentClients.Read(Path.Combine(folder.Path, DevelopmentClients.File)))[role];
        return await StoryClient.Authorized(process.Address, client.ClientId, client.ClientSecret);
    }

    /// <summary>A statement behind the product's back.</summary>
    public async Task Execute(string statement)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Silos that the database has as active.</summary>
    public async Task<long> Active() => (await Read<long>("select count(*) from orleans_membership where status = 3", "")).Single();

    /// <summary>Generations of a number's tenures as its history has them, in order.</summary>
    public Task<IReadOnlyList<int>> Generations(string number) =>
        Read<int>("select generation from number_events where number = $1 and type in ('tenureStarted', 'transferred') order by sequence", number);

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in processes)
        {
            await process.DisposeAsync();
        }

        await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task<IReadOnlyList<T>> Read<T>(string query, string parameter)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        if (parameter.Length > 0)
        {
            command.Parameters.AddWithValue(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }
}
