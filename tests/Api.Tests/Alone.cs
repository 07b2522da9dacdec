namespace RecycledNumbers.Api.Tests;

/// <summary>For tests that measure the memory of this process, or start whole registries and gateways in it: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
