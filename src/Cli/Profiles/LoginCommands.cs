using System.CommandLine;
using System.Text.Json;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;
using Spectre.Console;

namespace RecycledNumbers.Cli.Profiles;

/// <summary>Signing in and out.</summary>
internal static class LoginCommands
{
    internal static IEnumerable<Verb> All() => [Login(), WhoAmI(), Logout()];

    private static Verb Login()
    {
        var url = new Argument<string>("url") { Description = "Where the registry is" };
        var id = new Option<string?>("--client-id") { Description = "The client's id" };
        var file = new Option<FileInfo?>("--credentials") { Description = "JSON file with clientId and clientSecret, as --save writes it, or one such object per role, as Development writes it" };
        var role = new Option<string?>("--role") { Description = "Which of the file's roles" };
        var scope = new Option<string?>("--scope") { Description = "Scopes with spaces between; all that the client has unless said" };
        var insecure = new Option<bool>("--insecure") { Description = "Send the secret without TLS to another machine" };
        return new Verb("login", """
            Signs in with client id and secret, and keeps the token (not the secret) for this user only.
            The secret is read from RN_CLIENT_SECRET, from standard input, or asked for; it is never an argument and never shown.
            """,
            "rn login https://registry.example --client-id demo-mobile-1a2b3c4d",
            "rn login https://registry.example --client-id demo-mobile-1a2b3c4d < secret.txt",
            "rn login http://localhost:8080 --credentials data/dev-clients.json --role carrier")
        {
            url, id, file, role, scope, insecure,
        }.Does(async call =>
        {
            var registry = RegistryAddress.Parse(call.Need(url), call.Get(insecure));
            var credentials = (call.Get(file) is { } from ? await Credentials.Read(from, call.Get(role), call.Cancellation) : await Ask(call, call.Get(id))) with { Scope = call.Get(scope) };
            using var http = new HttpClient(RegistryClient.Connections());
            var token = await credentials.Ask(http, registry, call.Cancellation);
            var kept = new SignIn(registry, credentials.ClientId, token.Scope, token.Value, TimeProvider.System.GetUtcNow() + token.Life);
            kept.Keep(call.Profile);
            Show(call, kept);
        });
    }

    private static Verb WhoAmI() => new Verb("whoami", "Says who is signed in, where, what for and how long. Asks nobody.", "rn whoami", "rn whoami --profile carrier").Does(call =>
    {
        Show(call, SignIn.Read(call.Profile) ?? throw new SignedOutException($"Nobody is signed in as '{call.Profile}'."));
        return Task.CompletedTask;
    });

    private static Verb Logout() => new Verb("logout", "Forgets the token.", "rn logout").Does(call =>
    {
        if (!SignIn.Forget(call.Profile))
        {
            throw new SignedOutException($"Nobody is signed in as '{call.Profile}'.");
        }

        return Task.CompletedTask;
    });

    private static void Show(Call call, SignIn kept) => call.Screen.ShowOwn(
        new { profile = call.Profile, registry = kept.Registry, clientId = kept.ClientId, scope = kept.Scope, until = kept.Until },
        shown => Screen.Facts(("profile", shown.profile), ("registry", shown.registry), ("client", shown.clientId), ("scope", shown.scope), ("until", shown.until)));

    private static async Task<ClientCredentials> Ask(Call call, string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw new UsageException("Give --client-id, or --credentials FILE.");
        }

        var secret = Session.SecretOfEnvironment ?? (Console.IsInputRedirected ? await Console.In.ReadLineAsync(call.Cancellation) : await Prompt(call));
        return string.IsNullOrWhiteSpace(secret) ? throw new UsageException("There is no secret: set RN_CLIENT_SECRET, or give it on standard input.") : new ClientCredentials(id, secret.Trim());
    }

    /// <summary>Without any echo: not even its length is shown.</summary>
    private static Task<string> Prompt(Call call) => call.Screen.Error.PromptAsync(new TextPrompt<string>("Client secret:").Secret(null), call.Cancellation);
}

/// <summary>Client id and secret in a file.</summary>
internal static class Credentials
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static async Task<ClientCredentials> Read(FileInfo file, string? role, CancellationToken cancellation)
    {
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file.FullName, cancellation));
            var entry = role is null ? document.RootElement
                : document.RootElement.TryGetProperty(role, out var named) ? named
                : throw new UsageException($"{file.Name} has no '{role}': {string.Join(", ", document.RootElement.EnumerateObject().Select(static property => property.Name))}.");
            return entry.Deserialize<Pair>(Json) is { ClientId: { } id, ClientSecret: { } secret } ? new ClientCredentials(id, secret)
                : throw new UsageException($"{file.Name} holds no clientId and clientSecret{(role is null ? "; name one of its roles with --role" : "")}.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{file.Name} is no JSON file of credentials.");
        }
    }

    /// <summary>For this user only.</summary>
    internal static void Save(FileInfo file, string clientId, string clientSecret) => OwnFiles.Write(file.FullName, JsonSerializer.Serialize(new Pair(clientId, clientSecret), Json));

    private sealed record Pair(string? ClientId, string? ClientSecret);
}
