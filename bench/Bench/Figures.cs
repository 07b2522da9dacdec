using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RecycledNumbers.Bench;

/// <summary>A figure beside its yardstick.</summary>
internal sealed record Figure(string Name, string What, double Value, string Against, double Yardstick, double Target)
{
    public double Ratio => Value / Yardstick;
}

/// <summary>How figures are told.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print(Figure f, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Machine: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.FrameworkDescription}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Name}: {f.What} {f.Value:N0}/s; {f.Against} {f.Yardstick:N0}/s; ratio {f.Ratio:0.0} (target ≥ {f.Target:0.#}) {(f.Ratio >= f.Target ? "met" : "MISSED")}"));
    }

    public static Task Write(Figure f, string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(
        new Dictionary<string, object> { [f.Name] = new { f.Value, f.Yardstick, f.Ratio, f.Target } }, Json));
}
