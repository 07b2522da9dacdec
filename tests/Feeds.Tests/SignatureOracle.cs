using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Feeds.Tests;

/// <summary>The npm package <c>jose</c>, which shares no code with ours.</summary>
internal static class SignatureOracle
{
    private static readonly NodePackages Packages = new("Signatures", "jose");

    /// <summary>The protected header as JSON where the signature holds by the published keys, or why it does not.</summary>
    public static Task<string> Verify(JsonNode jwks, string signature, byte[] payload) =>
        Packages.Run("verify.mjs", JsonSerializer.Serialize(new { jwks, signature, payload = Convert.ToBase64String(payload) }));
}
