using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Clusters;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>Three silos, one gateway and a PostgreSQL server, each a process of its own. A test that ends a silo starts another in its place, whatever came of the test.</summary>
public sealed class Registry : IAsyncLifetime
{
    private Chaos.Clusters.Cluster cluster = null!;
    private RegistryDatabase database = null!;

    public IReadOnlyList<SiloProcess> Silos => [.. cluster.Silos.Select(s => s.Process)];

    public SiloProcess Gateway => cluster.Gateway;

    public async ValueTask InitializeAsync()
    {
        cluster = await Chaos.Clusters.Cluster.Start(3);
        database = new RegistryDatabase(cluster.Database);
    }

    /// <summary>A further silo in place of one that has ended or must.</summary>
    public Task Replace(SiloProcess ended) => cluster.Replace(cluster.Silos.Single(s => s.Process == ended));

    /// <summary>The demo carrier's client at one process.</summary>
    /// <param name="process">Which.</param>
    /// <param name="patience">How long a request may take.</param>
    public async Task<HttpClient> Carrier(SiloProcess process, TimeSpan? patience = null) =>
        await Chaos.Clusters.Cluster.Connect(process, await cluster.Credentials("carrier"), patience);

    /// <summary>Generations of a number's tenures as its history has them, in order, and the generation of its row.</summary>
    public async Task<(IReadOnlyList<int> History, int Row)> Generations(string number)
    {
        var history = await database.Read(
            "select generation from number_events where number = @number and type in ('tenureStarted', 'transferred') order by sequence", r => r.GetInt32(0), ("number", number));
        return (history, (await database.Read("select generation from numbers where number = @number", r => r.GetInt32(0), ("number", number))).Single());
    }

    /// <summary>Phases of numbers, as their rows have them.</summary>
    public Task<List<string>> Phases(string[] numbers) => database.Read("select phase from numbers where number = any(@numbers)", r => r.GetString(0), ("numbers", numbers));

    /// <summary>Silos that the database has as active.</summary>
    public Task<int> Active() => database.ActiveSilos();

    /// <summary>A number of the demo carrier's block.</summary>
    public static string Number(int index) => Chaos.Load.Numbers.Of(index);

    public static JsonObject Subscriber(string reference) => new() { ["subscriber"] = reference };

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
