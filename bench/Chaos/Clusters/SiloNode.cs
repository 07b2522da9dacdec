
namespace RecycledNumbers.Chaos.Clusters;

/// <summary>A silo of the cluster under test: its process and its ways to the others.</summary>
/// <param name="Name">Name in reports; a silo started in its place has another.</param>
/// <param name="Process">The process.</param>
/// <param name="Links">Its ways to the database and to the receivers, where they lead through the harness; the database's first.</param>
/// <param name="Place">Its network namespace, where it has one.</param>
internal sealed record SiloNode(string Name, SiloProcess Process, IReadOnlyList<TcpLink> Links, NetworkPlace? Place) : IAsyncDisposable
{
    /// <summary>Whether a fault has its hands on it: no second one takes it.</summary>
    public bool Taken { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        foreach (var link in Links)
        {
            await link.DisposeAsync();
        }
    }
}
