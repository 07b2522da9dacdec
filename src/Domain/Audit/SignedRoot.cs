using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace RecycledNumbers.Domain.Audit;

/// <summary>A root as it is stored and given out: a compact JSON Web Signature (RFC 7515) over <see cref="TreeHead.ToBytes"/>.</summary>
/// <param name="Algorithm"><c>ES256</c>, or <c>RS256</c> where the operator brought an RSA key.</param>
/// <param name="KeyId">Which key (<c>kid</c>).</param>
/// <param name="Head">What was signed.</param>
/// <param name="Digest">SHA-256 of what the signature is over.</param>
/// <param name="Signature">Its bytes.</param>
public sealed record SignedRoot(string Algorithm, string KeyId, TreeHead Head, AuditHash Digest, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Signs a root.</summary>
    /// <param name="head">What to sign.</param>
    /// <param name="algorithm">Of the key.</param>
    /// <param name="keyId">Its id.</param>
    /// <param name="sign">Signs a SHA-256 value.</param>
    public static string Sign(TreeHead head, string algorithm, string keyId, Func<byte[], byte[]> sign)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["alg"] = algorithm, ["kid"] = keyId, ["typ"] = TreeHead.Type });
        var input = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(head.ToBytes())}";
        return $"{input}.{Base64Url.EncodeToString(sign(AuditHash.Of(Encoding.ASCII.GetBytes(input)).ToArray()))}";
    }

    /// <summary>What a text says; null where it is no signed root. Whether the signature is good, the key says.</summary>
    public static SignedRoot? Parse(string text)
    {
        if (text.Split('.') is not [var header, var payload, var signature] || text.Length > 10_000)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            var names = json.RootElement;
            return names.GetProperty("typ").GetString() == TreeHead.Type && names.GetProperty("alg").GetString() is { } algorithm && names.GetProperty("kid").GetString() is { } key
                && !names.TryGetProperty("crit", out _) && TreeHead.Parse(Base64Url.DecodeFromChars(payload)) is { } head
                ? new SignedRoot(algorithm, key, head, AuditHash.Of(Encoding.ASCII.GetBytes($"{header}.{payload}")), Base64Url.DecodeFromChars(signature))
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
