using System.Text.RegularExpressions;

namespace RecycledNumbers.Operations.Tests;

/// <summary>What a metrics page says: this project's metrics with their types and labels.</summary>
internal static partial class Exposition
{
    /// <summary>Labels that a scrape or the exporter adds.</summary>
    private static readonly string[] Added = ["otel_scope_name", "le"];

    /// <summary><c>name | type | labels</c>, in order.</summary>
    public static IReadOnlyList<string> Own(string page)
    {
        var samples = Sample().Matches(page);
        return [.. Type().Matches(page)
            .Where(t => t.Groups["name"].Value.StartsWith("recycled_numbers_", StringComparison.Ordinal))
            .Select(t => (Name: t.Groups["name"].Value, Type: t.Groups["type"].Value))
            .Select(t => $"{t.Name} | {t.Type} | {Labels(t.Name, samples)}")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of all metrics, the three parts of a histogram each.</summary>
    public static IReadOnlySet<string> Names(string page) => Sample().Matches(page).Select(s => s.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    private static string Labels(string metric, MatchCollection samples) => string.Join(", ", samples
        .Where(s => s.Groups["name"].Value == metric || s.Groups["name"].Value == metric + "_count")
        .SelectMany(s => Label().Matches(s.Groups["labels"].Value).Select(l => l.Groups["name"].Value))
        .Except(Added).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\w+)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-z_0-9]+)(\{(?<labels>.*)\})? \S+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(?<name>\w+)=""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
