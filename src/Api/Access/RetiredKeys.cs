using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RecycledNumbers.Api.Access;

/// <summary>
/// Keys that sign nothing more: every <c>retired-*.pem</c> of the keys directory, the old <c>signing.pem</c> or its public half. They are published, so that what they signed can be verified for ever;
/// no access token counts by them.
/// </summary>
internal static class RetiredKeys
{
    internal const string Pattern = "retired-*.pem";

    /// <summary>All of them; a file that is no key refuses the start.</summary>
    internal static IReadOnlyList<AsymmetricSecurityKey> Read(string directory, Func<string, string> content) =>
        [.. Directory.EnumerateFiles(directory, Pattern).Order(StringComparer.Ordinal).Select(path => Of(Path.GetFileName(path), content(Path.GetFileName(path))))];

    private static AsymmetricSecurityKey Of(string file, string pem)
    {
        try
        {
            var ec = ECDsa.Create();
            ec.ImportFromPem(pem);
            return SigningKey.Named(new ECDsaSecurityKey(ec));
        }
        catch (Exception flaw) when (flaw is ArgumentException or CryptographicException)
        {
            try
            {
                return Rsa(pem);
            }
            catch (Exception second) when (second is ArgumentException or CryptographicException)
            {
                throw new StartRefusedException($"{file} holds no EC or RSA key in PEM form.", second);
            }
        }
    }

    private static AsymmetricSecurityKey Rsa(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return SigningKey.Named(new RsaSecurityKey(rsa));
    }
}
