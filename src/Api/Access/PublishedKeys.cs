using System.Buffers.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace RecycledNumbers.Api.Access;

/// <summary><c>/.well-known/jwks.json</c> where another authority issues the tokens: lists are signed with the registry's own key all the same. Elsewhere the issuer publishes it.</summary>
internal static class PublishedKeys
{
    internal static void MapPublishedKeys(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.Authority is not null)
            app.MapGet("/.well-known/jwks.json", Show).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Beside the one that signs, which the issuer publishes by itself.</summary>
    internal static IEnumerable<JsonWebKey> Retired(KeyRing keys) => keys.Retired.Select(static key =>
    {
        var published = PublicPart(key);
        return new JsonWebKey
        {
            Kid = published["kid"],
            Use = published["use"],
            Alg = published["alg"],
            Kty = published["kty"],
            Crv = published.GetValueOrDefault("crv"),
            X = published.GetValueOrDefault("x"),
            Y = published.GetValueOrDefault("y"),
            N = published.GetValueOrDefault("n"),
            E = published.GetValueOrDefault("e"),
        };
    });

    private static IResult Show(KeyRing keys) => Results.Json(new { keys = keys.Retired.Prepend(keys.Signing).Select(PublicPart) });

    private static Dictionary<string, string> PublicPart(SecurityKey key)
    {
        var published = new Dictionary<string, string> { ["kid"] = key.KeyId, ["use"] = "sig", ["alg"] = key is ECDsaSecurityKey ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.RsaSha256 };
        if (key is ECDsaSecurityKey ec)
        {
            var point = ec.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            (published["kty"], published["crv"], published["x"], published["y"]) = ("EC", "P-256", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        }
        else
        {
            var rsa = ((RsaSecurityKey)key).Rsa.ExportParameters(includePrivateParameters: false);
            (published["kty"], published["n"], published["e"]) = ("RSA", Base64Url.EncodeToString(rsa.Modulus), Base64Url.EncodeToString(rsa.Exponent));
        }

        return published;
    }
}
