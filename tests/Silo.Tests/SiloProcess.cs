using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace RecycledNumbers.Silo.Tests;

/// <summary>The program as a process of its own, in a folder of its own. It is ended by its process object only.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    private SiloProcess(Process process) => this.process = process;

    /// <summary>Where it runs.</summary>
    public string Folder => process.StartInfo.WorkingDirectory;

    public string Output => string.Join('\n', lines);

    public Uri Address { get; private init; } = null!;

    /// <summary>Starts it. Development, a free loopback port and SQLite below the folder, unless the arguments say otherwise.</summary>
    public static SiloProcess Start(string folder, string environment = "Development", int? port = null, string? language = null, params string[] arguments) =>
        Start(typeof(Hosting.SiloHost).Assembly, folder, environment, port, language, arguments);

    /// <summary>Starts another of the product's programs in the same way.</summary>
    public static SiloProcess Start(Assembly program, string folder, string environment = "Development", int? port = null, string? language = null, params string[] arguments)
    {
        var address = $"http://127.0.0.1:{port ?? FreePort()}";
        var start = new ProcessStartInfo("dotnet", [program.Location, .. arguments])
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
        using var http = new HttpClient { BaseAddress = Address };
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
            catch (HttpRequestException)
            {
                // Not listening yet.
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

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
