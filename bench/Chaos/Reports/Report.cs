using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using RecycledNumbers.Chaos.Checks;
using RecycledNumbers.Chaos.Faults;

namespace RecycledNumbers.Chaos.Reports;

/// <summary>What a run ends with: one line per promise, the same as JSON, and a folder for whoever must find the cause.</summary>
internal static class Report
{
    private const int Examples = 3;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web);

    /// <summary>What was measured, and on what.</summary>
    public static string Machine => $"Machine: {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.FrameworkDescription}";

    public static void Print(IReadOnlyList<Verdict> verdicts, Unavailable waits, IReadOnlyCollection<FaultRecord> faults, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(Machine);
        output.WriteLine($"Faults: {(faults.Count == 0 ? "none" : string.Join(", ", faults.GroupBy(static f => f.Kind, StringComparer.Ordinal).Select(static g => $"{g.Count()} × {g.Key}")))}");
        output.WriteLine();
        foreach (var v in verdicts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{v.Name,-32} {v.Count,6:N0} of {v.Of,11:N0} {v.What}{(v.Count > 0 ? "   BROKEN" : "")}"));
            foreach (var flaw in v.Flaws.Take(Examples))
            {
                output.WriteLine($"    {flaw}");
            }
        }

        output.WriteLine($"{Unavailable.Name,-32} {string.Join(", ", waits.ByFault.Select(static w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} {w.Value:0.0} s")))} (targets: kill 8 s, freeze 25 s)");
        foreach (var (kind, times, least, median, most) in waits.Spread())
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {kind,-28} {times} times: the longest wait of a command was {least:0.0} s at least, {median:0.0} s in the median, {most:0.0} s at most"));
        }
    }

    public static Task WriteJson(IReadOnlyList<Verdict> verdicts, Unavailable waits, string file)
    {
        var lines = verdicts.ToDictionary(static v => v.Name, static object (v) => new { v.Count, v.Of });
        lines[Unavailable.Name] = new { Seconds = waits.ByFault.Values.Max(), waits.ByFault, Each = waits.Each.Select(static e => new { e.Kind, e.Seconds }) };
        return File.WriteAllTextAsync(file, JsonSerializer.Serialize(lines, Json));
    }

    public static async Task WriteFolder(ChaosRun run, Evidence evidence, IReadOnlyList<Verdict> verdicts, string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "flaws.txt"), verdicts.SelectMany(static v => v.Flaws.Select(f => $"{v.Name}: {f}")));
        await File.WriteAllLinesAsync(Path.Combine(folder, "faults.ndjson"), evidence.Faults.Select(static f => JsonSerializer.Serialize(f, Line)));
        await File.WriteAllLinesAsync(Path.Combine(folder, "history.ndjson"), evidence.Operations.Select(static o => JsonSerializer.Serialize(o, Line)));
        await File.WriteAllLinesAsync(Path.Combine(folder, "received.ndjson"), evidence.Received.Select(static r => JsonSerializer.Serialize(r, Line)));
        foreach (var silo in run.Cluster.Silos)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, silo.Name.Replace(' ', '-') + ".log"), silo.Process.Output);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "gateway.log"), run.Cluster.Gateway.Output);
    }
}
