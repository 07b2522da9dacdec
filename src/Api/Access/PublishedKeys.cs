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

    private static IResult Show(KeyRing keys) => Results.Json(new { keys = new[] { PublicPart(keys) } });

    private static Dictionary<string, string> PublicPart(KeyRing keys)
    {
        var published = new Dictionary<string, string> { ["kid"] = keys.Signing.KeyId, ["use"] = "sig", ["alg"] = keys.SigningAlgorithm };
        if (keys.Signing is ECDsaSecurityKey ec)
        {
            var point = ec.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            (published["kty"], published["crv"], published["x"], published["y"]) = ("EC", "P-256", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        }
        else
        {
            var rsa = ((RsaSecurityKey)keys.Signing).Rsa.ExportParameters(includePrivateParameters: false);
            (published["kty"], published["n"], published["e"]) = ("RSA", Base64Url.EncodeToString(rsa.Modulus), Base64Url.EncodeToString(rsa.Exponent));
        }

        return published;
    }
}
