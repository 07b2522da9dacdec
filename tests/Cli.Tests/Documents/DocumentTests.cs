using System.CommandLine;
using System.Text.Json.Nodes;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Cli.Tests.Documents;

/// <summary>What the documents tell a stranger to type, typed: by bash, line by line as it stands, against a registry of its own.</summary>
public sealed class DocumentTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("docs/cli.md")]
    [InlineData("docs/platform-guide.md")]
    [InlineData("docs/carrier-guide.md")]
    [InlineData("docs/audit.md")]
    public async Task Every_command_of_a_document_works(string path)
    {
        await using var silo = await SiloProcess.Start(folder.Path).Ready();

        var (exit, said) = await Bash(new Document(path).Script, silo.Address);
        output.WriteLine(said);

        exit.ShouldBe(0, said);
        said.ShouldNotContain("   at ");
        if (path == "docs/platform-guide.md")
        {
            // The forged webhook at its end.
            said.Split('\n').ShouldContain("400");
            said.ShouldContain("unbound");
        }
    }

    [Fact]
    public void The_reference_shows_every_command()
    {
        var script = new Document("docs/cli.md").Script;

        Leaves(Root.Build(), "rn").Where(command => !script.Contains(command, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_reference_names_every_exit_code()
    {
        var text = new Document("docs/cli.md").Text;

        Enum.GetValues<ExitCode>().Where(code => !text.Contains($"| {(int)code} | ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Advice_is_given_for_codes_that_exist()
    {
        var document = JsonNode.Parse(File.ReadAllText(Repository.File("docs/openapi.json")))!;
        var codes = document["components"]!["schemas"]!["ProblemDetails"]!["properties"]!["code"]!["examples"]!.AsArray().Select(static code => code!.ToString());

        Advice.Codes.Except([.. codes, "invalid_client", "invalid_scope"]).ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(sub => Leaves(sub, $"{path} {sub.Name}"));

    /// <summary>The tool is packed and installed as the documents say; only where things are is another place here.</summary>
    private Task<(int Exit, string Said)> Bash(string script, Uri registry)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName;
        var built = Rn.Program.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        var here = script
            .Replace("dotnet pack src/Cli -c Release", $"dotnet pack {Repository.File("src/Cli")} -c {built} --no-build", StringComparison.Ordinal)
            .Replace("--global", $"--tool-path {home}/tools", StringComparison.Ordinal)
            .Replace("http://localhost:8080", registry.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("src/Silo/data", $"{folder.Path}/data", StringComparison.Ordinal)
            .Replace("examples/", $"{Repository.Root}/examples/", StringComparison.Ordinal)
            .Replace("8090", FreePort.Take().ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (!here.Contains("dotnet pack", StringComparison.Ordinal))
        {
            here = $"rn() {{ dotnet '{Rn.Program}' \"$@\"; }}; export -f rn\n{here}";
        }

        return BashScript.Run(here, home, Patience, environment =>
        {
            foreach (var name in environment.Keys.Where(static name => name.StartsWith("RN_", StringComparison.Ordinal)).ToArray())
            {
                environment.Remove(name);
            }

            environment["HOME"] = home;
            environment["XDG_CONFIG_HOME"] = Path.Combine(home, "config");
            environment["PATH"] = $"{home}/tools:{environment["PATH"]}";
            environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        });
    }
}
