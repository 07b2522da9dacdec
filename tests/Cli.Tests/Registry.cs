using System.Runtime.Versioning;
using RecycledNumbers.Cli.Tests;

[assembly: AssemblyFixture(typeof(Registry))]
[assembly: SupportedOSPlatform("linux")]

namespace RecycledNumbers.Cli.Tests;

/// <summary>A real registry in Development, and everybody signed in at it. Its clock is not moved.</summary>
public sealed class Registry : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private SiloProcess silo = null!;
    private int last;

    public Rn Rn { get; private set; } = null!;

    public Uri Address => silo.Address;

    public string Clients => Path.Combine(folder.Path, "data/dev-clients.json");

    public async ValueTask InitializeAsync()
    {
        silo = await SiloProcess.Start(folder.Path, arguments: ["--Access:FailedTokensPerMinute", "0"]).Ready();
        Rn = new Rn(Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName);
        await SignIn(Rn, Address, Clients);
    }

    /// <summary>Signs in each of the development clients under the name of its role.</summary>
    public static async Task SignIn(Rn rn, Uri address, string clients)
    {
        foreach (var role in new[] { "operator", "carrier", "platformWebhook", "platformPull" })
        {
            (await rn.Run("login", address.ToString(), "--credentials", clients, "--role", role, "--profile", role)).ShouldEnd(0);
        }
    }

    /// <summary>A number of the demo carrier that no other test has.</summary>
    public string Number() => FormattableString.Invariant($"+86138001{Interlocked.Increment(ref last) + 10_000:00000}");

    public Task<Ran> As(string profile, params string[] arguments) => Rn.Run([.. arguments, "--profile", profile]);

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        folder.Dispose();
    }
}
