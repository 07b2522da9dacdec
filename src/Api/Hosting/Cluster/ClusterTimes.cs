namespace RecycledNumbers.Api.Hosting.Cluster;

/// <summary>How fast a cluster notices. Why these values: docs/decisions/0005-cluster.md.</summary>
public static class ClusterTimes
{
    /// <summary>A caller never waits longer for a grain. Above the ledger's command timeout, so that the ledger's own answer comes first.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(5);

    /// <summary>How often a gateway reads which silos there are. A closed connection is noticed at once; this is for silos that join.</summary>
    public static readonly TimeSpan GatewayListRefresh = TimeSpan.FromSeconds(2);

    /// <summary>A connection not opened by then is given up: a frozen process accepts and never says hello.</summary>
    public static readonly TimeSpan OpenConnection = TimeSpan.FromSeconds(2);

    /// <summary>Pause between a gateway's attempts to find a first silo.</summary>
    public static readonly TimeSpan FirstContact = TimeSpan.FromSeconds(1);
}
