using RecycledNumbers.Processes;

namespace RecycledNumbers.Chaos.Clusters;

/// <summary>A silo of the cluster under test: its process and its ways to the others.</summary>
/// <param name="Name">Name in reports; a silo started in its place has another.</param>
/// <param name="Process">The process.</param>
internal sealed record SiloNode(string Name, SiloProcess Process) : IAsyncDisposable
{
    /// <summary>Whether a fault has its hands on it: no second one takes it.</summary>
    public bool Taken { get; set; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
