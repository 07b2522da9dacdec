namespace RecycledNumbers.Chaos.Faults;

/// <summary>A fault as it is made: it returns when it is undone, and says what it hit.</summary>
internal delegate Task<string> Fault(FaultScene scene);

/// <summary>Every kind of fault, by name.</summary>
internal static class FaultKinds
{
    /// <summary>Name, what it does, and how.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning, Fault Make)> All =
    [
        ("kill", "SIGKILL of a silo; another is started in its place", ProcessFaults.Kill),
        ("freeze", "SIGSTOP of a silo past its eviction, with commands lying in it; then SIGCONT", ProcessFaults.Freeze),
        ("late", "the same for a minute and more: its commands are let go when the others have long gone on", ProcessFaults.FreezeLong),
        ("end", "SIGTERM of a silo", ProcessFaults.End),
        ("database-restart", "PostgreSQL is stopped (fast) and started again", DatabaseFaults.Restart),
        ("database-crash", "PostgreSQL is stopped at once, as a crash would, and started again", DatabaseFaults.Crash),
        ("database-kill", "SIGKILL of PostgreSQL, down for five seconds", DatabaseFaults.Kill),
        ("cut-database", "nothing passes between a silo and the database, for 10, 30 or 90 s", NetworkFaults.FromDatabase),
        ("cut-answers", "one way: the database hears the silo, and its answers do not arrive", NetworkFaults.FromDatabaseAnswers),
        ("cut-silos", "nothing passes between a silo and the other silos", NetworkFaults.FromSilos),
        ("cut-one-way", "a silo hears the others, and they do not hear it", NetworkFaults.OneWay),
        ("cut-gateway", "what a silo sends to the gateway does not arrive", NetworkFaults.FromGateway),
        ("clock", "the simulated clock jumps by forty days", ClockFaults.Jump),
    ];

    /// <summary>Names in a comma-separated list, or null where one is none.</summary>
    public static IReadOnlyList<string>? Parse(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return list == "none" ? [] : names.Length > 0 && names.All(Here.Contains) ? names : null;
    }

    /// <summary>Kinds that can be made on this machine: some ways can be cut only with namespaces.</summary>
    public static IReadOnlyList<string> Here => [.. All.Select(static k => k.Name).Where(static n => Clusters.Network.IsPossible || n is not ("cut-silos" or "cut-one-way" or "cut-gateway"))];

    /// <summary>Whether one of them needs ways that can be cut.</summary>
    public static bool Cuts(IEnumerable<string> names) => names.Any(static n => n.StartsWith("cut-", StringComparison.Ordinal));

    /// <summary>How a kind is made.</summary>
    public static Fault Make(string name) => All.Single(k => k.Name == name).Make;
}
