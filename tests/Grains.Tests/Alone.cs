namespace RecycledNumbers.Grains.Tests;

/// <summary>For tests that count what the whole process does, such as looking names up.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
