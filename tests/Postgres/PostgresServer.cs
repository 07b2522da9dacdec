using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace RecycledNumbers.Postgres;

/// <summary>
/// A PostgreSQL server of one's own for tests, benchmarks and fault harnesses: fresh data in a temporary folder, a free loopback port, <c>fsync</c> on as in
/// production. It is ended through its own data folder only, and the folder goes with it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "ledger";
    private const int StartAttempts = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The data of a server that never ran, made once in a process: a copy of it takes a tenth of the time.
    private static readonly Lazy<Task<string>> s_fresh = new(MakeFresh);

    private readonly string _binaries;
    private readonly string _folder;
    private int _databases;
    private bool _disposed;

    private PostgresServer(string binaries, string folder)
    {
        (_binaries, _folder) = (binaries, folder);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Loopback port. It stays the same when the server is stopped and started again.</summary>
    public int Port { get; private set; }

    /// <summary>The data folder.</summary>
    public string DataDirectory => Path.Combine(_folder, "data");

    /// <summary>The server's log.</summary>
    public string LogFile => Path.Combine(_folder, "server.log");

    /// <summary>Process id of the running server, or null.</summary>
    public int? ProcessId
    {
        get
        {
            var file = Path.Combine(DataDirectory, "postmaster.pid");
            return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
    }

    /// <summary>Creates and starts a server; ready for connections when it returns.</summary>
    /// <param name="settings">Further settings, for example <c>max_connections=300</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(PostgresBinaries.Find(), Directory.CreateTempSubdirectory("rn-postgres-").FullName);
        try
        {
            await server.Create(settings);
            await server.StartOnFreePort();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string to a database of this server.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Database={database};Username={User}";

    /// <summary>A fresh database; answers its connection string.</summary>
    /// <param name="template">Name of a database to copy (nobody may be connected to it), or null for an empty one.</param>
    public async Task<string> CreateDatabase(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = connection.CreateCommand();
#pragma warning disable CA2100 // Both names are made here.
        create.CommandText = $"create database {name} template {template ?? "template0"}";
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Folder of the server's own programs, among them <c>pg_dump</c> and <c>pg_restore</c>.</summary>
    public string Binaries => _binaries;

    /// <summary>Stops the server. <paramref name="immediate"/>: at once, as a crash would; it recovers from its log at the next start.</summary>
    public Task Stop(bool immediate = false) => Control("stop", "-w", "-m", immediate ? "immediate" : "fast");

    /// <summary>Kills the server's process (SIGKILL).</summary>
    public async Task Kill()
    {
        if (ProcessId is { } id)
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Starts the stopped or killed server on the same port and data.</summary>
    public async Task Start()
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await Control("start", "-w", "-t", "60", "-l", LogFile);
                return;
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(begun) < Patience)
            {
                // After a kill the orphaned children hold the shared memory for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (ProcessId is not null)
        {
            await Stop(immediate: true);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> MakeFresh()
    {
        var folder = Directory.CreateTempSubdirectory("rn-postgres-fresh-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await PostgresCommand.Own(folder);
        var data = Path.Combine(folder, "data");
        await PostgresCommand.Run(Path.Combine(PostgresBinaries.Find(), "initdb"), "-D", data, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        return data;
    }

    private async Task Create(string[] settings)
    {
        await PostgresCommand.Own(_folder);
        await PostgresCommand.Run("cp", "-a", await s_fresh.Value, DataDirectory);
        await File.AppendAllLinesAsync(
            Path.Combine(DataDirectory, "postgresql.conf"),
            ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "fsync = on", "max_connections = 200", .. settings]);
    }

    private async Task StartOnFreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort.Take();
            try
            {
                await Control("start", "-w", "-t", "60", "-l", LogFile, "-o", $"-p {Port.ToString(CultureInfo.InvariantCulture)}");
                await File.AppendAllLinesAsync(Path.Combine(DataDirectory, "postgresql.conf"), [$"port = {Port.ToString(CultureInfo.InvariantCulture)}"]);
                return;
            }
            catch (InvalidOperationException) when (attempt < StartAttempts)
            {
                // Somebody took the port between the look and the start: another one.
            }
        }
    }

    private Task Control(params string[] arguments) => PostgresCommand.Run(Path.Combine(_binaries, "pg_ctl"), ["-D", DataDirectory, .. arguments]);

    // Best effort for a test run that ends without disposing.
    private void OnProcessExit(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
