namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>These tests start whole registries: they run one after the other, when those are done that measure what the process uses.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Owners";
}
