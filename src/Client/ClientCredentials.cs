using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecycledNumbers.Client;

/// <summary>Who a program is.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="ClientSecret">Its secret. Kept out of the text of this record.</param>
/// <param name="Scope">Scopes with spaces between; all that the client has unless said.</param>
public sealed record ClientCredentials(string ClientId, string ClientSecret, string? Scope = null)
{
    /// <summary>Asks for a token (OAuth 2.0 client credentials, RFC 6749 section 4.4).</summary>
    /// <exception cref="AccessException">The registry gave none, and says why.</exception>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<AccessToken> Ask(HttpMessageInvoker http, Uri registry, CancellationToken cancellation = default)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = ClientId, ["client_secret"] = ClientSecret };
        if (Scope is not null)
        {
            fields["scope"] = Scope;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(RegistryClient.Folder(registry), "connect/token")) { Content = new FormUrlEncodedContent(fields) };
        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        try
        {
            var body = JsonSerializer.Deserialize<Answer>(text);
            return body?.Token is { } token ? new AccessToken(token, TimeSpan.FromSeconds(body.ExpiresIn), body.Scope ?? "")
                : throw new AccessException((int)answer.StatusCode, body?.Error ?? "no_token", body?.Description ?? "The registry gave no token.");
        }
        catch (JsonException)
        {
            throw new AccessException((int)answer.StatusCode, "no_token", "What answered is no registry's token endpoint.");
        }
    }

    /// <summary>The id alone.</summary>
    public override string ToString() => ClientId;

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string? Token,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("scope")] string? Scope,
        [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("error_description")] string? Description);
}

/// <summary>An access token.</summary>
/// <param name="Value">The token itself.</param>
/// <param name="Life">How long it is good for, from when it was given.</param>
/// <param name="Scope">What for.</param>
public sealed record AccessToken(string Value, TimeSpan Life, string Scope)
{
    /// <summary>Not the token.</summary>
    public override string ToString() => $"a token for {Scope}";
}

/// <summary>The registry gave no access token.</summary>
/// <param name="statusCode">HTTP status of its answer.</param>
/// <param name="error">OAuth's error, for example <c>invalid_client</c>.</param>
/// <param name="description">What it says about it.</param>
public sealed class AccessException(int statusCode, string error, string description) : Exception(description)
{
    /// <summary>HTTP status of its answer.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>OAuth's error.</summary>
    public string Error { get; } = error;
}

/// <summary>Adds a token to each request, and fetches it: before the first one, and again before its end.</summary>
internal sealed class TokenHandler(Uri registry, ClientCredentials credentials, TimeProvider time) : DelegatingHandler
{
    /// <summary>How long before its end a token is not used any more.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1, 1);
    private (AccessToken Token, DateTimeOffset Until)? held;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await Token(cancellationToken)).Value);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        gate.Dispose();
        base.Dispose(disposing);
    }

    private async Task<AccessToken> Token(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (held is not { } known || known.Until <= time.GetUtcNow())
            {
                using var http = new HttpMessageInvoker(InnerHandler!, disposeHandler: false);
                var token = await credentials.Ask(http, registry, cancellation);
                held = known = (token, time.GetUtcNow() + token.Life - Early);
            }

            return known.Token;
        }
        finally
        {
            gate.Release();
        }
    }
}
