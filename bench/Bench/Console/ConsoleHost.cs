using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Processes;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Bench.Console;

/// <summary>The whole product in this process on PostgreSQL with rows as months of work leave them, and an operator who is logged in.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly BenchServer server;
    private readonly string keys = Path.Combine(Path.GetTempPath(), $"rn-bench-keys-{Guid.NewGuid():N}");
    private readonly long started = Stopwatch.GetTimestamp();

    private ConsoleHost(BenchServer server) => this.server = server;

    public WebApplication App { get; private set; } = null!;

    private HttpClient Operator { get; set; } = null!;

    public static async Task<ConsoleHost> Start(int known, BenchArguments asked, TextWriter output)
    {
        var postgres = await BenchServer.Start(asked);
        var database = await postgres.EmptyDatabase();
        await ManyNumbers.Fill(database, known, output.WriteLine);
        var host = new ConsoleHost(postgres);
        KeyRing.Generate(host.keys);
        host.App = await SiloHost.Build(
        [
            "--environment", "Production", "--urls", "http://127.0.0.1:0", "--Keys:Directory", host.keys, "--Access:Issuer", "http://localhost/",
            "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database, "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RecycledNumbers", "Warning",
        ]);
        await host.App.StartAsync();
        host.Operator = await BenchLogin.As(host.App, Role.Operator, "admin");
        return host;
    }

    /// <summary>Waits until what was frozen before has been gone through and everything was counted once; how long that took.</summary>
    public async Task<TimeSpan> Followed()
    {
        await ManyNumbers.Followed(App.Services.GetRequiredService<IKeptFigures>());
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Milliseconds until a page was there, whole.</summary>
    public async Task<double> Time(string path)
    {
        var asked = Stopwatch.GetTimestamp();
        using var answer = await Operator.GetAsync(new Uri(path, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(asked).TotalMilliseconds : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }
}
