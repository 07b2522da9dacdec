using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Operations.Tests;

/// <summary>What <c>docs/operations.md</c> tells an operator to type, typed: by bash, line by line as it stands, against a PostgreSQL of its own.</summary>
public sealed partial class GuideTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly string Guide = File.ReadAllText(Repository.File("docs/operations.md"));

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Every_command_of_the_guide_works()
    {
        await using var server = await PostgresServer.StartAsync();
        var where = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres"));
        var port = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        var built = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        var script = string.Join('\n', Block().Matches(Guide).Select(static block => block.Groups["lines"].Value))
            .Replace("dotnet publish src/Silo -c Release", $"dotnet publish {Repository.File("src/Silo")} -c {built} --no-build", StringComparison.Ordinal)
            .Replace("Host=localhost;", $"Host={where.Host};Port={where.Port.ToString(CultureInfo.InvariantCulture)};", StringComparison.Ordinal)
            .Replace("Username=registry", $"Username={where.Username}", StringComparison.Ordinal)
            .Replace("http://localhost:8080", $"http://127.0.0.1:{port}", StringComparison.Ordinal);

        var (exit, said) = await Bash(script, server, where, port);
        output.WriteLine(said);

        exit.ShouldBe(0, said);
        HandingOver().Replace(said, "").ShouldNotContain("   at ");
        said.ShouldContain("0016_retention_from_0003.sql");
    }

    [Fact]
    public void Every_alert_has_a_runbook_with_something_to_do()
    {
        var alerts = Alert().Matches(File.ReadAllText(Repository.File("deploy/prometheus/alerts.yml"))).Select(static m => m.Groups["name"].Value);
        var runbooks = Runbook().Matches(Guide[Guide.IndexOf("## Runbooks", StringComparison.Ordinal)..]).ToArray();

        runbooks.Select(static r => r.Groups["name"].Value).ShouldBe(alerts);
        runbooks.ShouldAllBe(static r => r.Groups["steps"].Value.Contains("\n3. ", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    // In groups of their own, so that the guide can stop what it started.
    private Task<(int Exit, string Said)> Bash(string script, PostgresServer server, NpgsqlConnectionStringBuilder where, string port) => BashScript.Run("set -m\n" + script, folder.Path, Patience, environment =>
    {
        foreach (var (name, value) in new[]
        {
            ("PGHOST", where.Host!), ("PGPORT", where.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", where.Username!), ("Urls", $"http://127.0.0.1:{port}"), ("ASPNETCORE_ENVIRONMENT", "Production"), ("DOTNET_ENVIRONMENT", "Production"),
            ("PATH", $"{server.Binaries}:{Environment.GetEnvironmentVariable("PATH")}"),
        }) environment[name] = value;
    });

    [GeneratedRegex("^```sh\n(?<lines>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    // What the guide tells of the last silo that stops, in Orleans' own words. No other trace is left out.
    [GeneratedRegex(@"^fail: Orleans\.Grain\[\d+\]\n +Error while selecting a migration destination for .*\n( +Orleans\.Runtime\.OrleansException: No active nodes .*\n)( +at Orleans\..*\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HandingOver();

    [GeneratedRegex(@"- alert: (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alert();

    [GeneratedRegex("^### (?<name>[A-Za-z]+)\n(?<steps>.*?)(?=^##)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runbook();
}
