using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>A keyed hash as text: the first bytes of HMAC-SHA-256 (RFC 2104) in base64url.</summary>
public static class KeyedHash
{
    /// <summary>Of a text, UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> key, string text, int bytes)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), mac);
        return Base64Url.EncodeToString(mac[..bytes]);
    }
}
