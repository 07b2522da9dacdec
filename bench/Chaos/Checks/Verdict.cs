namespace RecycledNumbers.Chaos.Checks;

/// <summary>One line of the end: how often a promise was broken, of how many times that it could have been.</summary>
/// <param name="Name">As <see cref="Lines"/> has it.</param>
/// <param name="Flaws">Each breach, told so that it can be looked up.</param>
/// <param name="Of">How many were looked at. A line that looked at nothing says nothing.</param>
/// <param name="What">What was looked at.</param>
internal sealed record Verdict(string Name, IReadOnlyList<string> Flaws, int Of, string What)
{
    /// <summary>Breaches.</summary>
    public int Count => Flaws.Count;
}

/// <summary>How long callers waited, at most, for the answer to one command. Measured and compared with targets; a machine under load can miss them, so no run fails for it.</summary>
/// <param name="Calm">Seconds while no fault was near.</param>
/// <param name="Each">Seconds near each single fault, in the order in which they were made.</param>
internal sealed record Unavailable(double Calm, IReadOnlyList<(string Kind, double Seconds)> Each)
{
    /// <summary>Name of its line.</summary>
    public const string Name = "longest_unavailable";

    /// <summary>Seconds, by kind of fault; <c>calm</c>: while no fault was near.</summary>
    public IReadOnlyDictionary<string, double> ByFault { get; } = new SortedDictionary<string, double>(
        Each.GroupBy(static e => e.Kind, static e => e.Seconds, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Max()), StringComparer.Ordinal)
    { ["calm"] = Calm };

    /// <summary>How the longest wait near one fault is spread over the faults of a kind: kinds that were made more than once.</summary>
    public IEnumerable<(string Kind, int Times, double Least, double Median, double Most)> Spread() => Each
        .GroupBy(static e => e.Kind, static e => e.Seconds, StringComparer.Ordinal)
        .Select(static g => (Kind: g.Key, Seconds: g.Order().ToArray()))
        .Where(static g => g.Seconds.Length > 1)
        .Select(static g => (g.Kind, g.Seconds.Length, g.Seconds[0], g.Seconds[g.Seconds.Length / 2], g.Seconds[^1]));
}
