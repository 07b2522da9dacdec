using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace RecycledNumbers.Bench.Checks;

/// <summary>A file of random rows, in and out over HTTP: the batch endpoint, the same file against the database in batches of 1,000, and read and written alone.</summary>
internal static class BatchChecksBench
{
    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var rows = asked.Amount(1_000_000, 5_000);
        output.WriteLine("Starting PostgreSQL and the product …");
        await using var host = await ChecksHost.Start(asked.Amount(10_000_000, 10_000), asked);
        var file = Write(rows, host.Known);
        string[] paths = ["/v1/checks/batch", "/bench/any", "/bench/parse"];
        var speeds = paths.ToDictionary(p => p, _ => new List<double>());
        for (var round = 0; round <= asked.Rounds; round++)
        {
            var answers = new List<string>();
            foreach (var path in paths)
            {
                // A file is over within a second where nobody asks PostgreSQL: one alone says more of the machine than of the code.
                var (speed, answer) = await Measure(host, path, file, rows, files: round == 0 || path == "/bench/any" ? 1 : asked.Amount(10, 1));
                answers.Add(answer);
                if (round > 0)
                {
                    speeds[path].Add(speed);
                }

                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {round} of {asked.Rounds}{(round == 0 ? " (not measured: blocks load)" : "")}: {path} {speed:N0} rows/s"));
            }

            if (answers[0] != answers[1])
            {
                throw new InvalidOperationException("The batch endpoint and the database do not answer alike.");
            }
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"batch checks, {rows:N0} random rows over {host.Known:N0} numbers, median of {asked.Rounds} rounds of {asked.Amount(10, 1)} files");
        return
        [
            new("batch_check_vs_any", what, Figure.Median(speeds[paths[0]]), "rows/s", "SELECT … = ANY in batches of 1,000, same file in and out", Figure.Median(speeds[paths[1]]), Target.Least(4)),
            new("batch_check_vs_parse", what, Figure.Median(speeds[paths[0]]), "rows/s", "the same file read and written alone, by the same code over HTTP", Figure.Median(speeds[paths[2]]), Target.Least(0.4)),
        ];
    }

    public static byte[] Write(int rows, int known)
    {
        var file = new StringBuilder("number,date\n", rows * 26);
        for (var i = 0L; i < rows; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{ChecksHost.NumberAt(i * 7_919 * 104_729 % known)},20{19 + (i % 7)}-0{1 + (i % 9)}-1{i % 10}\n");
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static async Task<(double RowsPerSecond, string Answer)> Measure(ChecksHost host, string path, byte[] file, int rows, int files)
    {
        var (seconds, answer) = (0d, "");
        for (var i = 0; i < files; i++)
        {
            (var speed, answer) = await Measure(host, path, file, rows);
            seconds += rows / speed;
        }

        return (files * rows / seconds, answer);
    }

    public static async Task<(double RowsPerSecond, string Answer)> Measure(ChecksHost host, string path, byte[] file, int rows)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        var started = Stopwatch.GetTimestamp();
        using var answer = await host.Platform.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var hash = await SHA256.HashDataAsync(body);
        return (rows / Stopwatch.GetElapsedTime(started).TotalSeconds, Convert.ToHexString(hash));
    }
}
