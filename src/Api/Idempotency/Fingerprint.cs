using System.Security.Cryptography;
using System.Text;

namespace RecycledNumbers.Api.Idempotency;

/// <summary>What a command says, in 64 hex digits.</summary>
internal static class Fingerprint
{
    /// <summary>Of a command that is no request of its own: of what makes it other than another with the same key.</summary>
    internal static string Of(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    internal static string Of(HttpRequest request, ReadOnlySpan<byte> canonicalBody)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // A line feed can stand in none of the first three, so no two commands can run together into the same bytes.
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path.ToUriComponent()}\n{request.QueryString.Value}\n"));
        hash.AppendData(canonicalBody);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
