using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RecycledNumbers.Bench.Checks;

/// <summary>Single checks over HTTP, against an endpoint that does nothing and one that asks PostgreSQL, in turns, with as many callers each.</summary>
internal static class SingleChecksBench
{
    private const int Callers = 32;

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var requests = asked.Amount(50_000, 300);
        output.WriteLine("Starting PostgreSQL and the product …");
        await using var host = await ChecksHost.Start(asked.Amount(1_000_000, 5_000), asked);
        string[] paths = ["/v1/checks", "/bench/empty", "/bench/sql"];
        var (speeds, tails) = (paths.ToDictionary(p => p, _ => new List<double>()), paths.ToDictionary(p => p, _ => new List<double>()));
        for (var round = 0; round <= asked.Rounds; round++)
        {
            foreach (var path in paths)
            {
                var (speed, tail) = await Measure(host, path, path == "/bench/sql" ? requests / 5 : requests);
                if (round == 0)
                {
                    continue; // Not measured: the compiler warms up and the blocks load.
                }

                speeds[path].Add(speed);
                tails[path].Add(tail);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {round} of {asked.Rounds}: {path} {speed:N0}/s, p99 {tail:0.00} ms"));
            }
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"single checks over HTTP, {Callers} callers, random over {host.Known:N0} numbers, median of {asked.Rounds}");
        return
        [
            new("check_vs_empty", what, Figure.Median(speeds[paths[0]]), "/s", "an empty endpoint behind the same authentication", Figure.Median(speeds[paths[1]]), Target.Least(0.75)),
            new("check_vs_empty_p99", what, Figure.Median(tails[paths[0]]), "ms", "p99 of the empty endpoint", Figure.Median(tails[paths[1]]), Target.Most(2)),
            new("check_vs_sql", what, Figure.Median(speeds[paths[0]]), "/s", "an endpoint that asks PostgreSQL per request", Figure.Median(speeds[paths[2]]), Target.Least(5)),
        ];
    }

    public static async Task<(double PerSecond, double P99)> Measure(ChecksHost host, string path, int requests)
    {
        var taken = new double[requests];
        var next = -1;
        var address = new Uri(path, UriKind.Relative);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Call(caller))));
        var speed = requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(taken);
        return (speed, taken[(int)(requests * 0.99)]);

        async Task Call(int caller)
        {
            for (var n = Interlocked.Increment(ref next); n < requests; n = Interlocked.Increment(ref next))
            {
                // A fixed walk that looks random, the same for every side.
                var number = ChecksHost.NumberAt(n * 7_919L * 104_729 % host.Known);
                using var body = new StringContent($$"""{"number":"{{number}}","date":"2023-05-06"}""", Encoding.UTF8, "application/json");
                var began = Stopwatch.GetTimestamp();
                using var answer = await host.Platform.PostAsync(address, body);
                taken[n] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                answer.EnsureSuccessStatusCode();
            }
        }
    }
}
