using System.Globalization;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Bench.Audit;

/// <summary>What a piece of work costs in processor time, its own process and the database's together: other work on the machine changes it far less than it changes speeds.</summary>
internal static class ProcessorTime
{
    /// <summary>Ticks of <c>/proc</c>: a hundred a second on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Seconds since both began.</summary>
    public static double Spent(PostgresServer server) =>
        Environment.CpuUsage.TotalTime.TotalSeconds + (Directory.EnumerateDirectories("/proc").Sum(folder => TicksOf(folder, server.ProcessId!.Value)) / TicksPerSecond);

    // The postmaster, its children, and what its children that ended had spent.
    private static long TicksOf(string folder, int postmaster)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return 0;
        }

        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int n) => long.Parse(fields[n - 3], CultureInfo.InvariantCulture);
            return id == postmaster ? Field(14) + Field(15) + Field(16) + Field(17) : Field(4) == postmaster ? Field(14) + Field(15) : 0;
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return 0;
        }
    }
}
