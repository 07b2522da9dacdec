using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Operations.Tests;

/// <summary>Debian's Prometheus as a process of its own, scraping one address every second.</summary>
public sealed class Prometheus : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private Prometheus(Process process, int port)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}") };
    }

    public static bool IsMissing => !IsHere("prometheus") || !IsHere("promtool");

    public static async Task<Prometheus> Start(string folder, Uri scraped)
    {
        var configuration = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: recycled-numbers
                static_configs: [{ targets: ["{{scraped.Authority}}"], labels: { role: silo } }]
            """);
        var port = FreePort.Take();
        var start = new ProcessStartInfo("prometheus", [$"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(folder, "tsdb")}", $"--web.listen-address=127.0.0.1:{port}"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var started = Process.Start(start)!;
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginErrorReadLine();
        return new Prometheus(started, port);
    }

    /// <summary>Series that an expression has now; an expression that can't be read throws.</summary>
    public async Task<int> Series(string expression)
    {
        using var answer = await http.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // Listening, and not ready yet: it says so in plain words.
            return 0;
        }

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return body["status"]!.ToString() == "success" ? body["data"]!["result"]!.AsArray().Count : throw new FormatException($"{expression}: {body["error"]}");
    }

    /// <summary>Waits until an expression has a series.</summary>
    public Task<bool> Has(string expression, TimeSpan patience) => Wait.For(
        async () =>
        {
            try
            {
                return await Series(expression) > 0;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                return false;
            }
        }, patience);

    /// <summary>What promtool has to say about a file; empty when nothing.</summary>
    public static async Task<string> Check(string what, string file)
    {
        using var tool = Process.Start(new ProcessStartInfo("promtool", ["check", what, file]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = tool.StandardOutput.ReadToEndAsync();
        var error = await tool.StandardError.ReadToEndAsync();
        await tool.WaitForExitAsync();
        return tool.ExitCode == 0 ? "" : error + await output;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static bool IsHere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
