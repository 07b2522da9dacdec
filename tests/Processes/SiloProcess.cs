using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Processes;

/// <summary>The program as a process of its own, in a folder of its own. It is ended by its process object only.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    // When one that hangs is given up: one that ended is noticed at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private SiloProcess(Process process) => this.process = process;

    public string Output => string.Join('\n', lines);

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public Uri Address { get; private init; } = null!;

    /// <summary>Starts it. Development, a free loopback port and SQLite below the folder, unless the arguments say otherwise; and patience with a disk that others use too.</summary>
    public static SiloProcess Start(string folder, string environment = "Development", int? port = null, string? language = null, params string[] arguments) =>
        Start(typeof(Silo.Hosting.SiloHost).Assembly.Location, folder, At(port), [], environment, language, "00:00:30", arguments);

    /// <summary>Starts another of the product's programs in the same way, as it comes.</summary>
    public static SiloProcess Start(Assembly program, string folder, string environment = "Development", int? port = null, string? language = null, params string[] arguments) =>
        Start(program.Location, folder, At(port), [], environment, language, arguments: arguments);

    /// <summary>Starts a program by its file, for example one of an earlier release.</summary>
    public static SiloProcess StartFile(string program, string folder, params string[] arguments) =>
        Start(program, folder, At(port: null), [], arguments: arguments);

    /// <summary>Starts one of the product's programs at an address, through a command that becomes the program (<c>nsenter --net=…</c>): its process id must stay the same.</summary>
    public static SiloProcess Start(Assembly program, string folder, Uri url, IReadOnlyList<string> within, string environment = "Development", string? language = null, params string[] arguments) =>
        Start(program.Location, folder, url, within, environment, language, arguments: arguments);

    private static Uri At(int? port) => new($"http://127.0.0.1:{(port ?? FreePort.Take()).ToString(CultureInfo.InvariantCulture)}");

    private static SiloProcess Start(string program, string folder, Uri url, IReadOnlyList<string> within, string environment = "Development", string? language = null, string? commandTimeout = null, params string[] arguments)
    {
        var address = url.GetLeftPart(UriPartial.Authority);
        string[] words = [.. within, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["LANG"] = language ?? "en_US.UTF-8";
        start.Environment.Remove("LC_ALL");
        if (commandTimeout is not null)
        {
            start.Environment["Ledger__CommandTimeout"] = commandTimeout;
        }

        // A process that lives for seconds never gets back what the compiler spends on watching it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var silo = new SiloProcess(new Process { StartInfo = start }) { Address = new Uri(address) };
        silo.process.OutputDataReceived += (_, line) => silo.Keep(line.Data);
        silo.process.ErrorDataReceived += (_, line) => silo.Keep(line.Data);
        silo.process.Start();
        silo.process.BeginOutputReadLine();
        silo.process.BeginErrorReadLine();
        return silo;
    }

    /// <summary>Waits until it is ready to serve (in Development: and its clients are written).</summary>
    public async Task<SiloProcess> Ready()
    {
        var clients = Path.Combine(process.StartInfo.WorkingDirectory, "data/dev-clients.json");
        var development = process.StartInfo.Environment["ASPNETCORE_ENVIRONMENT"] == "Development";
        using var http = new HttpClient { BaseAddress = Address, Timeout = Answer };
        var started = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK && (!development || File.Exists(clients)))
                {
                    return this;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet, or too busy to answer.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        throw new InvalidOperationException($"The program did not become ready:\n{Output}");
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> Ended()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>SIGKILL: no goodbye of any kind.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends a signal by name: <c>TERM</c> asks it to end, <c>STOP</c> freezes it, <c>CONT</c> lets it go on.</summary>
    public async Task Signal(string name)
    {
        using var sent = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await sent.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
