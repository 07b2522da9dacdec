using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;
using RecycledNumbers.Silo.Tests;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>Three silos, one gateway and a PostgreSQL server, each a process of its own. A test that ends a silo starts another in its place.</summary>
public sealed class Registry : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SiloProcess> silos = [];
    private PostgresServer server = null!;
    private string database = "";

    public IReadOnlyList<SiloProcess> Silos => silos;

    public SiloProcess Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        database = await server.CreateDatabase();
        // The gateway first: it waits. Then one silo, which writes the clients' file that the others find.
        Gateway = SiloProcess.Start(typeof(Api.ApiHost).Assembly, folder.Path, arguments: Settings());
        silos.Add(await StartSilo().Ready());
        silos.AddRange(await Task.WhenAll(StartSilo().Ready(), StartSilo().Ready()));
        await Gateway.Ready();
    }

    /// <summary>A further silo in place of one that has ended.</summary>
    public async Task Replace(SiloProcess ended)
    {
        await ended.DisposeAsync();
        silos.Remove(ended);
        silos.Add(await StartSilo().Ready());
    }

    /// <summary>The demo carrier's client at one process.</summary>
    /// <param name="process">Which.</param>
    /// <param name="patience">How long a request may take.</param>
    public async Task<HttpClient> Carrier(SiloProcess process, TimeSpan? patience = null)
    {
        var carrier = (await DevelopmentClients.Read(Path.Combine(folder.Path, DevelopmentClients.File)))["carrier"];
        using var authorized = await StoryClient.Authorized(process.Address, carrier.ClientId, carrier.ClientSecret);
        var http = new HttpClient { BaseAddress = process.Address, Timeout = patience ?? authorized.Timeout };
        http.DefaultRequestHeaders.Authorization = authorized.DefaultRequestHeaders.Authorization;
        return http;
    }

    /// <summary>Generations of a number's tenures as its history has them, in order, and the generation of its row.</summary>
    public async Task<(IReadOnlyList<int> History, int Row)> Generations(string number)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("""
            select generation from number_events where number = $1 and type in ('tenureStarted', 'transferred') order by sequence
            """, connection);
        read.Parameters.AddWithValue(number);
        var history = new List<int>();
        await using (var rows = await read.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                history.Add(rows.GetInt32(0));
            }
        }

        await using var row = new NpgsqlCommand("select generation from numbers where number = $1", connection);
        row.Parameters.AddWithValue(number);
        return (history, (int)(await row.ExecuteScalarAsync())!);
    }

    /// <summary>Silos that the database has as active.</summary>
    public async Task<long> Active()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from orleans_membership where status = 3", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>A number of the demo carrier's block.</summary>
    public static string Number(int index) => "+86138001" + index.ToString("00000", CultureInfo.InvariantCulture);

    public static JsonObject Subscriber(string reference) => new() { ["subscriber"] = reference };

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var silo in silos)
        {
            await silo.DisposeAsync();
        }

        await server.DisposeAsync();
        folder.Dispose();
    }

    private SiloProcess StartSilo() => SiloProcess.Start(folder.Path, arguments: Settings());

    private string[] Settings() =>
    [
        "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database,
        "--Cluster:Provider", "PostgreSql", "--Cluster:ClusterId", "test", "--Cluster:AdvertisedAddress", "127.0.0.1",
    ];
}
