using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RecycledNumbers.Bench;

/// <summary>How figures are told: a table for people, JSON for programs.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A Markdown table, so that it can go into a document as it is.</summary>
    public static void Print(IReadOnlyList<Figure> figures, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Machine: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.FrameworkDescription}");
        output.WriteLine();
        output.WriteLine("| figure | measured | yardstick | ratio | target | |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var f in figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| `{f.Name}` {f.What} | {Amount(f.Value)} {f.Unit} | {(f.Yardstick is { } y ? $"{Amount(y)} {f.Unit} {f.Against}" : "–")} | {(f.Ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : "–")} | {f.Target} | {(f.Met ? "met" : "**missed**")} |"));
        }
    }

    public static Task Write(IReadOnlyList<Figure> figures, string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(
        figures.ToDictionary(static f => f.Name, static f => new { f.Value, f.Yardstick, f.Ratio, Target = f.Target.Bound }), Json));

    private static string Amount(double value) => value.ToString(Math.Abs(value) < 100 ? "0.##" : "N0", CultureInfo.InvariantCulture);
}
