using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Cli.Audit;

/// <summary>The registry's public keys, as <c>/.well-known/jwks.json</c> has them.</summary>
internal sealed class PublicKeys
{
    private readonly Dictionary<string, Func<SignedRoot, bool>> keys = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">It is no set of keys.</exception>
    internal static PublicKeys Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var read = new PublicKeys();
            foreach (var key in json.RootElement.GetProperty("keys").EnumerateArray())
            {
                read.Add(key);
            }

            return read.keys.Count > 0 ? read : throw new UsageException("There is no EC or RSA key in this set of keys.");
        }
        catch (Exception flaw) when (flaw is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new UsageException("This is no set of keys as a registry publishes it at /.well-known/jwks.json.");
        }
    }

    /// <summary>What is wrong with a root's signature, or null.</summary>
    internal string? Flaw(SignedRoot root) =>
        !keys.TryGetValue(root.KeyId, out var verify) ? $"it is signed by a key that is not published ({root.KeyId})"
        : !verify(root) ? "its signature is not genuine"
        : null;

    private void Add(JsonElement key)
    {
        if (!key.TryGetProperty("kid", out var id) || !key.TryGetProperty("kty", out var type))
        {
            return;
        }

        if (type.GetString() == "EC" && key.GetProperty("crv").GetString() == "P-256")
        {
            var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
            keys[id.GetString()!] = root => root.Algorithm == "ES256" && ec.VerifyHash(root.Digest.ToArray(), root.Signature.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        else if (type.GetString() == "RSA")
        {
            var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
            keys[id.GetString()!] = root => root.Algorithm == "RS256" && rsa.VerifyHash(root.Digest.ToArray(), root.Signature.Span, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
