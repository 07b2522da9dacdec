namespace RecycledNumbers.Cluster.Tests;

/// <summary>For tests in which no command may fail, or no silo be put out, but for what the test itself does: no other cluster takes the machine from them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
