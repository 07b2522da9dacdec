using System.Net.Http.Headers;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Profiles;

/// <summary>Who a command is given as: what the environment says (scripts), else the sign-in that was kept.</summary>
internal static class Session
{
    private const string Url = "RN_URL";
    private const string ClientId = "RN_CLIENT_ID";
    private const string Secret = "RN_CLIENT_SECRET";

    /// <summary>The secret that the environment holds, or null.</summary>
    internal static string? SecretOfEnvironment => Value(Secret);

    /// <summary>The registry, with a token for each request.</summary>
    internal static RegistryClient Open(string profile)
    {
        if (Value(Url) is { } url && Value(ClientId) is { } id && Value(Secret) is { } secret)
        {
            return RegistryClient.Connect(RegistryAddress.Parse(url, allowHttp: false), new ClientCredentials(id, secret));
        }

        var kept = SignIn.Read(profile) ?? throw new SignedOutException($"Nobody is signed in as '{profile}'. Sign in: rn login URL --client-id ID{Named(profile)}");
        return kept.Until > TimeProvider.System.GetUtcNow()
            ? RegistryClient.Connect(kept.Registry, new KeptToken(kept) { InnerHandler = RegistryClient.Connections() })
            : throw new SignedOutException($"The sign-in of {kept.ClientId} is over. Sign in again: rn login {kept.Registry} --client-id {kept.ClientId}{Named(profile)}");
    }

    /// <summary>Where <see cref="Open"/> would ask, or null: nobody is signed in.</summary>
    internal static Uri? Registry(string profile) =>
        Value(Url) is { } url && Value(ClientId) is not null && Value(Secret) is not null ? RegistryAddress.Parse(url, allowHttp: false) : SignIn.Read(profile)?.Registry;

    private static string Named(string profile) => profile == "default" ? "" : $" --profile {profile}";

    private static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private sealed class KeptToken(SignIn profile) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", profile.Token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>Where a registry is.</summary>
internal static class RegistryAddress
{
    /// <summary>Secrets go there: without TLS only to this machine, unless it is asked for.</summary>
    internal static Uri Parse(string text, bool allowHttp) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 ? throw new UsageException("Give the registry's address, such as https://registry.example.")
        : url.Scheme == "http" && !url.IsLoopback && !allowHttp ? throw new UsageException("Without https the secret could be read on its way. Use https, or --insecure where the way is safe.")
        : url;
}
