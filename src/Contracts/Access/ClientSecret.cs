using System.Buffers.Text;
using System.Security.Cryptography;

namespace RecycledNumbers.Contracts.Access;

/// <summary>Client secrets: 32 random bytes as base64url text.</summary>
public static class ClientSecret
{
    /// <summary>Characters of a secret, and the least that a client grain accepts.</summary>
    public const int Length = 43;

    /// <summary>A new secret.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
