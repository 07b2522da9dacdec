using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>For one platform, number and tenure, an opaque value: a keyed hash, so that two platforms cannot compare theirs and nobody can make one.</summary>
public static class TenureToken
{
    /// <summary>The token: <c>tt_</c> and 32 characters of base64url (192 bits of HMAC-SHA-256, RFC 2104).</summary>
    public static string Compute(ReadOnlySpan<byte> key, string platform, string number, int generation) =>
        "tt_" + KeyedHash.Of(key, $"{platform}\n{number}\n{generation}", bytes: 24);

    /// <summary>The generation that a token stands for, at most <paramref name="newest"/>, or null when it is none of this platform and number. Takes the same time whichever it is.</summary>
    public static int? GenerationOf(ReadOnlySpan<byte> key, string platform, string number, int newest, string token)
    {
        int? found = null;
        var given = Encoding.UTF8.GetBytes(token);
        for (var generation = 1; generation <= newest; generation++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Compute(key, platform, number, generation)), given))
            {
                found = generation;
            }
        }

        return found;
    }
}
