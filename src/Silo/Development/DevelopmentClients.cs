using System.Text.Json;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Silo.Development;

/// <summary>A demo carrier with a block, two demo platforms and an operator, with random secrets in a git-ignored file. Development only: in Production nothing exists until it is configured.</summary>
internal static class DevelopmentClients
{
    /// <summary>Relative to the working directory.</summary>
    public const string File = "data/dev-clients.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void AddDevelopmentClients(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Starter>();
        }
    }

    /// <summary>The credentials, by role.</summary>
    public static async Task<Dictionary<string, Credentials>> Read(string file = File) =>
        JsonSerializer.Deserialize<Dictionary<string, Credentials>>(await System.IO.File.ReadAllTextAsync(file), Json)!;

    private static async Task Make(IGrainFactory grains)
    {
        if (System.IO.File.Exists(File))
        {
            return;
        }

        var run = Guid.NewGuid().ToString("N")[..8];
        var id = new CommandId("development-clients", "development-clients");
        var carrier = Party.Carrier("demo-mobile");
        var carrierGrain = grains.GetGrain<ICarrierGrain>(carrier.Id);
        var clients = new Dictionary<string, Credentials>
        {
            ["operator"] = await New(grains, $"operator-{run}", Role.Operator, Party.Operator("dev"), "admin", "admin:read"),
            ["carrier"] = Of(await carrierGrain.Create(id, new CarrierSettings("Demo Mobile 演示移动", CarrierPolicy.Default))),
            ["platformWebhook"] = Of(await grains.GetGrain<IPlatformGrain>("demo-ride").Create(id, new PlatformSettings("Demo Ride 演示出行", new PlatformPolicy { Category = "ride-hailing" }) { Scopes = [.. CamaraScopes.All] })),
            ["platformPull"] = Of(await grains.GetGrain<IPlatformGrain>("demo-bank").Create(id, new PlatformSettings("Demo Bank 演示银行", new PlatformPolicy { Category = "bank" }) { Scopes = [.. CamaraScopes.All, Scopes.Deactivations] })),
        };
        await carrierGrain.AddBlock(new CommandId("development-block", "development-block"), new NumberBlock("+8613800100000", "+8613800199999"));
        await Write(File, JsonSerializer.Serialize(clients, Json));
    }

    private static async Task<Credentials> New(IGrainFactory grains, string clientId, Role role, Party party, params string[] scopes)
    {
        var credentials = new Credentials(clientId, ClientSecret.New());
        await grains.GetGrain<IClientGrain>(clientId).Create(new NewClient(credentials.ClientSecret, role, party.ToString(), [.. scopes]));
        return credentials;
    }

    private static Credentials Of(Reply<NewClientAnswer> reply) => reply.Value is { } made ? new Credentials(made.ClientId, made.ClientSecret)
        : throw new Api.Access.StartRefusedException($"The demo clients exist already and their secrets are in no file. Restore {File}, or remove the data directory to start anew.");

    /// <summary>Whole or not at all, for this user only, and whoever else writes it at the same time.</summary>
    internal static async Task Write(string file, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Guid.NewGuid():N}";
        await using (var stream = new FileStream(temporary, OwnerOnly()))
        await using (var writer = new StreamWriter(stream))
        {
            await writer.WriteAsync(text);
        }

        System.IO.File.Move(temporary, file, overwrite: true);
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Credentials of one client.</summary>
    internal sealed record Credentials(string ClientId, string ClientSecret);

    private sealed class Starter(IGrainFactory grains) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) =>
            lifecycle.Subscribe(nameof(DevelopmentClients), ServiceLifecycleStage.Active + 1, _ => Make(grains));
    }
}
