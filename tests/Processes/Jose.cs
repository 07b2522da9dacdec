using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Processes;

/// <summary>The npm packages <c>jose</c> and <c>@sd-jwt/jwt-status-list</c>, which share no code with ours.</summary>
public static class Jose
{
    private static readonly NodePackages Packages = new("Signatures", "@sd-jwt/jwt-status-list");

    /// <summary>The protected header as JSON where the detached signature holds by the published keys, or why it does not.</summary>
    public static Task<string> VerifyDetached(JsonNode jwks, string signature, byte[] payload) =>
        Packages.Run("verify.mjs", JsonSerializer.Serialize(new { jwks, signature, payload = Convert.ToBase64String(payload) }));

    /// <summary>A credential's payload and its status by a list, as JSON, where both hold by the published keys; or why not. Nothing is asked of anybody.</summary>
    public static Task<string> VerifyCredential(JsonNode jwks, string credential, string list, string issuer, string audience) =>
        Packages.Run("credential.mjs", JsonSerializer.Serialize(new { jwks, credential, list, issuer, audience }));
}
