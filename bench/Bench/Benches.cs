namespace RecycledNumbers.Bench;

/// <summary>A bench by name, with what it is for and the figures that it yields.</summary>
internal sealed record Measurement(string Name, string What, Func<BenchArguments, TextWriter, Task<IReadOnlyList<Figure>>> Run);

/// <summary>All of them, in the order in which <c>all</c> runs them: one line each.</summary>
internal static class Benches
{
    public static readonly IReadOnlyList<Measurement> All =
    [
        new("commands", "durable commands through number grains: grouped ledger against the stock ADO.NET provider and against raw upserts of the same bytes", CommandsBench.Run),
        new("intake", "a batch of deactivations with 5 bindings each, from its first row until it is done, against COPY of the rows that it left", IntakeBench.Run),
    ];
}
