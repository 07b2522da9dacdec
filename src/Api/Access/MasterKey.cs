using System.Security.Cryptography;

namespace RecycledNumbers.Api.Access;

/// <summary>The 32 random bytes that every other symmetric key is derived from.</summary>
internal static class MasterKey
{
    internal const int Length = 32;

    internal static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Why this text can't be a master key, or null and its bytes.</summary>
    internal static string? Flaw(string text, out byte[] key)
    {
        key = new byte[Length];
        if (!Convert.TryFromBase64String(text.Trim(), key, out var length)) return "is not the base64 of 32 bytes";
        if (length != Length) return $"holds {length} bytes instead of {Length}";
        return IsPlaceholder(key) ? "is a placeholder, not random bytes" : null;
    }

    // Zeros, one repeated byte, 00 01 02 …, and text that somebody typed. Real random bytes meet any of these less than once in 10^13 keys.
    private static bool IsPlaceholder(byte[] key)
    {
        var step = (byte)(key[1] - key[0]);
        var isSeries = key.Skip(1).Zip(key, (next, one) => (byte)(next - one)).All(difference => difference == step);
        var isText = key.All(one => one is >= 0x20 and < 0x7f);
        return isSeries || isText || key.Distinct().Count() < Length / 2;
    }
}
