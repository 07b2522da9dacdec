namespace RecycledNumbers.Bench;

/// <summary>A bench by name, with what it is for and the figures that it yields.</summary>
internal sealed record Measurement(string Name, string What, Func<BenchArguments, TextWriter, Task<IReadOnlyList<Figure>>> Run);

/// <summary>All of them, in the order in which <c>all</c> runs them: one line each.</summary>
internal static class Benches
{
    public static readonly IReadOnlyList<Measurement> All =
    [
        new("commands", "durable commands through number grains: grouped ledger against the stock ADO.NET provider and against raw upserts of the same bytes", CommandsBench.Run),
        new("sizes", "a number with six bindings at rest and as an active grain", SizesBench.Run),
        new("webhooks", "deliveries sent in batches to a local receiver against the same bodies posted by a bare loop", WebhooksBench.Run),
        new("wakes", "a day's end of a million freezes among five million resting numbers: lateness, memory, and what looking for what is due costs as the table grows", Wakes.WakesBench.Run),
        new("checks", "single checks over HTTP: against an empty endpoint, and against one that asks PostgreSQL", Checks.SingleChecksBench.Run),
        new("batches", "batch checks: against SELECT … = ANY, and against reading and writing the file alone", Checks.BatchChecksBench.Run),
        new("staleness", "how long after a change is acknowledged other processes of a cluster answer checks as before", Checks.StalenessBench.Run),
        new("index", "memory of the block index", Checks.IndexMemoryBench.Run),
        new("intake", "a batch of deactivations with 5 bindings each, from its first row until it is done, against COPY of the rows that it left", IntakeBench.Run),
        new("audit", "commands with hashes, and with roots made over them every second, against the same commands without", Audit.AuditBench.Run),
        new("console", "each of the operators' pages with 10 million known numbers, or as many as --numbers says: 15 GB of disk", Console.ConsoleBench.Run),
        new("growth", "commands, checks, batch checks and intake with 100,000, 1 and 10 million known numbers: 15 GB of disk", Growth.GrowthBench.Run),
    ];
}
