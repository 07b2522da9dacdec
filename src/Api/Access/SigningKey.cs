using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RecycledNumbers.Api.Access;

/// <summary>The private key that access tokens are signed with: EC P-256 (ES256), or RSA of 3072 bits and more (RS256).</summary>
internal static class SigningKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    internal static string New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Why this PEM can't sign tokens, or null and the key.</summary>
    internal static string? Flaw(string pem, out SecurityKey? key, out string algorithm)
    {
        (key, algorithm) = (null, "");
        if (TryEc(pem) is { } ec)
        {
            if (ec.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256) return "is not on the curve P-256";
            (key, algorithm) = (Named(new ECDsaSecurityKey(ec)), SecurityAlgorithms.EcdsaSha256);
            return null;
        }

        if (TryRsa(pem) is not { } rsa) return "holds no EC or RSA private key in PEM form";
        if (rsa.KeySize < 3072) return $"has {rsa.KeySize} bits; RSA needs 3072";
        (key, algorithm) = (Named(new RsaSecurityKey(rsa)), SecurityAlgorithms.RsaSha256);
        return null;
    }

    // The key id is the RFC 7638 thumbprint: the same on every node and after every restart, without anyone keeping it.
    internal static AsymmetricSecurityKey Named(AsymmetricSecurityKey key)
    {
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }

    private static ECDsa? TryEc(string pem) => TryImport(ECDsa.Create(), pem, key => key.ExportParameters(includePrivateParameters: true));

    private static RSA? TryRsa(string pem) => TryImport(RSA.Create(), pem, key => key.ExportParameters(includePrivateParameters: true));

    private static T? TryImport<T>(T key, string pem, Action<T> provePrivate) where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            provePrivate(key);
            return key;
        }
        catch (Exception flaw) when (flaw is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
