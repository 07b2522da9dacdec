using RecycledNumbers.Chaos.Clusters;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Faults;

/// <summary>What a fault may lay hands on.</summary>
internal sealed record FaultScene
{
    /// <summary>The cluster.</summary>
    public required Cluster Cluster { get; init; }

    /// <summary>Its database, past every fault of the network.</summary>
    public required RegistryDatabase Database { get; init; }

    /// <summary>Where commands that a fault sends are put on record.</summary>
    public required History History { get; init; }

    /// <summary>Numbers under load.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>The carrier's credentials.</summary>
    public required (string Id, string Secret) Carrier { get; init; }

    /// <summary>The carrier as the history names it.</summary>
    public required string CarrierParty { get; init; }

    /// <summary>Choices of this run.</summary>
    public required Random Random { get; init; }

    /// <summary>What has several lengths takes its shortest.</summary>
    public bool Short { get; init; }

    /// <summary>The run ends: what can be cut short is.</summary>
    public required CancellationToken Ending { get; init; }

    /// <summary>A silo that no other fault has.</summary>
    public SiloNode Victim()
    {
        var free = Cluster.Silos.Where(static s => !s.Taken).ToList();
        var victim = free[Random.Next(free.Count)];
        victim.Taken = true;
        return victim;
    }
}
