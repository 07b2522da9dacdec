using System.Text.Json;

namespace RecycledNumbers.Client;

/// <summary>
/// The registry's API. Its methods are generated from <c>docs/openapi.json</c>; those for files of rows are written by hand, because they stream.
/// A refusal is a <see cref="RegistryException{TResult}"/> of <see cref="ProblemDetails"/>, whose <c>Code</c> is stable. Safe to share between threads.
/// </summary>
public partial class RegistryClient
{
    /// <summary>How the registry's answers are read and written.</summary>
    public static JsonSerializerOptions Json => _settings.Value;

    /// <summary>A client of the registry at an address, with a token that is fetched when it is needed and again before it ends.</summary>
    /// <param name="registry">Where the registry is, for example <c>https://registry.example</c>.</param>
    /// <param name="credentials">Client id and secret.</param>
    /// <param name="time">The host's clock.</param>
    public static RegistryClient Connect(Uri registry, ClientCredentials credentials, TimeProvider? time = null) =>
        Connect(registry, new TokenHandler(registry, credentials, time ?? TimeProvider.System) { InnerHandler = Connections() });

    /// <summary>A client whose requests go through a handler that adds the token.</summary>
    public static RegistryClient Connect(Uri registry, HttpMessageHandler handler) =>
        new(new HttpClient(handler) { BaseAddress = Folder(registry), Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Connections that are renewed now and then, so that a registry that moved is found again.</summary>
    public static SocketsHttpHandler Connections() => new() { PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>Addresses of the API are relative to the registry's, whatever path that has.</summary>
    internal static Uri Folder(Uri registry) => registry.AbsoluteUri.EndsWith('/') ? registry : new Uri(registry.AbsoluteUri + "/");
}
