using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Npgsql;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Chaos.Clusters;

/// <summary>Silos, one gateway and a PostgreSQL server, each a process of its own on loopback. Who ends a silo starts another in its place.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const int StartAttempts = 5;

    private readonly TemporaryFolder folder = new();
    private readonly List<SiloNode> silos = [];
    private readonly IReadOnlyList<string> settings;
    private readonly Lock changing = new();
    private int started;

    private readonly List<int> doors = [];
    private readonly Network? network;
    private readonly bool cuttable;

    private Cluster(PostgresServer server, string database, IReadOnlyList<string> settings, Network? network, bool cuttable) =>
        (Server, Database, this.settings, this.network, this.cuttable) = (server, database, settings, network, cuttable);

    /// <summary>The database server.</summary>
    public PostgresServer Server { get; }

    /// <summary>Connection string of the ledger's database, past every fault of the network.</summary>
    public string Database { get; }

    /// <summary>Opens what the events of this registry tell of people: with the keys that its first process made.</summary>
    public TenureSeal Seal => new(Api.Access.KeyRing.Load(new ConfigurationBuilder().AddInMemoryCollection([new(Api.Access.KeyRing.Setting, Path.Combine(folder.Path, "data", "keys"))]).Build(), isDevelopment: true).Derive("tenure"));

    /// <summary>The silos of now, those included that a fault has its hands on.</summary>
    public IReadOnlyList<SiloNode> Silos
    {
        get
        {
            lock (changing)
            {
                return [.. silos];
            }
        }
    }

    /// <summary>The gateway.</summary>
    public SiloProcess Gateway { get; private set; } = null!;

    /// <summary>Starts it; everybody is ready when it returns.</summary>
    /// <param name="count">Silos.</param>
    /// <param name="settings">Further settings of every silo and of the gateway.</param>
    public static Task<Cluster> Start(int count, params string[] settings) => Start(count, cuttable: false, settings);

    /// <summary>The same, and each silo's ways to the others can be cut: all of them where namespaces are possible, the one to the database anywhere.</summary>
    public static async Task<Cluster> Start(int count, bool cuttable, params string[] settings)
    {
        var server = await PostgresServer.StartAsync();
        var cluster = new Cluster(server, await server.CreateDatabase(), settings, cuttable && Network.IsPossible ? await Network.Create() : null, cuttable);
        try
        {
            // The gateway first: it waits. Then one silo, which writes the clients' file that the others find.
            cluster.Gateway = SiloProcess.Start(typeof(Api.ApiHost).Assembly, cluster.folder.Path, arguments: cluster.Settings(cluster.Database, "127.0.0.1"));
            await cluster.Add();
            await Task.WhenAll(Enumerable.Range(1, count - 1).Select(_ => cluster.Add()));
            await cluster.Gateway.Ready();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One silo more, ready. One that does not come up (a fault may have hit its database) is started again, as its supervisor would.</summary>
    public async Task<SiloNode> Add()
    {
        for (var attempt = 1; ; attempt++)
        {
            var node = await StartSilo(Interlocked.Increment(ref started));
            try
            {
                await node.Process.Ready();
                lock (changing)
                {
                    silos.Add(node);
                }

                return node;
            }
            catch (InvalidOperationException) when (attempt < StartAttempts)
            {
                await node.DisposeAsync();
            }
        }
    }

    /// <summary>A further silo in place of one that has ended or is of no use any more.</summary>
    public async Task Replace(SiloNode gone)
    {
        lock (changing)
        {
            silos.Remove(gone);
        }

        await gone.DisposeAsync();
        await Add();
    }

    /// <summary>A server on loopback that every silo must reach there, from wherever it stands. Before the first message goes to it.</summary>
    public async Task OpenTo(int port)
    {
        doors.Add(port);
        foreach (var silo in Silos.Where(static s => s.Place is not null))
        {
            ((List<TcpLink>)silo.Links).Add(new TcpLink(await NetworkDoor.Listen(silo.Place!, port), port));
        }
    }

    /// <summary>The address at which the gateway reaches silos, and they it.</summary>
    public string? HereInNetwork => network?.Here;

    /// <summary>The credentials of a demo client: operator, carrier, platformWebhook, platformPull.</summary>
    public async Task<(string Id, string Secret)> Credentials(string role)
    {
        var client = (await DevelopmentClients.Read(Path.Combine(folder.Path, DevelopmentClients.File)))[role];
        return (client.ClientId, client.ClientSecret);
    }

    /// <summary>An HTTP client with a token.</summary>
    /// <param name="process">Whom it talks to.</param>
    /// <param name="client">As whom.</param>
    /// <param name="patience">How long a request may take; null: 15 s.</param>
    public static async Task<HttpClient> Connect(SiloProcess process, (string Id, string Secret) client, TimeSpan? patience = null)
    {
        using var authorized = await Authorized(process, client);
        return new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) })
        {
            BaseAddress = process.Address,
            Timeout = patience ?? authorized.Timeout,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", authorized.DefaultRequestHeaders.Authorization!.Parameter) },
        };
    }

    // A silo that has only just lost another one may have nobody yet to ask for the client.
    private static async Task<HttpClient> Authorized(SiloProcess process, (string Id, string Secret) client)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StoryClient.Authorized(process.Address, client.Id, client.Secret);
            }
            catch (Exception fault) when (attempt < StartAttempts && fault is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), TimeProvider.System);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        if (network is not null)
        {
            await network.DisposeAsync();
        }

        await Server.DisposeAsync();
        folder.Dispose();
    }

    private async Task<SiloNode> StartSilo(int number)
    {
        var (name, links) = ($"silo {number}", new List<TcpLink>());
        if (network is not null)
        {
            var place = await network.Add(number);
            foreach (var port in doors.Prepend(Server.Port))
            {
                links.Add(new TcpLink(await NetworkDoor.Listen(place, port), port));
            }

            return new SiloNode(name, SiloProcess.Start(typeof(Silo.Hosting.SiloHost).Assembly, folder.Path, new Uri($"http://{place.Address}:8080"), place.Within, arguments: Settings(Database, place.Address)), links, place);
        }

        var database = Database;
        if (cuttable)
        {
            links.Add(TcpLink.To(Server.Port));
            database = new NpgsqlConnectionStringBuilder(Database) { Port = links[0].Port }.ConnectionString;
        }

        return new SiloNode(name, SiloProcess.Start(folder.Path, arguments: Settings(database, "127.0.0.1")), links, Place: null);
    }

    private string[] Settings(string database, string address) =>
    [
        "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database,
        "--Cluster:Provider", "PostgreSql", "--Cluster:ClusterId", "test", "--Cluster:AdvertisedAddress", address,
        .. settings,
    ];
}
