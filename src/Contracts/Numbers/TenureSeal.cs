using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Contracts.Numbers;

/// <summary>
/// Seals what events tell of people: AES-256-GCM with a key of the tenure's own (HKDF-SHA-256 of the registry's key and the tenure's salt), bound to the number and the tenure. Without the salt, which the
/// number's state holds and in time destroys, not even the registry opens it.
/// </summary>
/// <param name="key">At least 32 random bytes, the same in every process of the registry.</param>
public sealed class TenureSeal(byte[] key)
{
    private const int KeySize = 32;
    private const int SaltSize = 16;
    private const char Mark = '~';

    private readonly byte[] _key = key.Length >= KeySize ? [.. key] : throw new ArgumentException("A key has at least 32 bytes.", nameof(key));

    /// <summary>A salt by chance.</summary>
    public static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltSize));

    /// <summary>Events as they are stored, and the state with the salts of their seals.</summary>
    /// <param name="before">The state that the decision was made on.</param>
    /// <param name="after">The state that it came to.</param>
    /// <param name="events">What happened, in order.</param>
    /// <param name="retention">How long after its end a tenure can be told of.</param>
    public (NumberState State, ImmutableArray<NumberEvent> Events) Seal(NumberState before, NumberState after, ImmutableArray<NumberEvent> events, TimeSpan retention)
    {
        var sealing = new HashSet<int>();
        Each((tenure, text) =>
        {
            sealing.Add(tenure);
            return text;
        });
        var state = ErasureRules.Keep(after, sealing, retention, NewSalt);
        return (state, sealing.Count == 0 ? events : Each((tenure, text) => Seal(state, tenure, text)));

        ImmutableArray<NumberEvent> Each(Func<int, string, string> replace)
        {
            var current = before.Generation;
            return
            [
                .. events.Select(happened => PersonalFields.Replace(happened, current = happened is TenureStarted or Transferred ? current + 1 : current, after, replace)),
            ];
        }
    }

    /// <summary>What was sealed: the text itself where it never was (release 0.1.0), null where its tenure's salt is gone or the text was altered.</summary>
    public string? Open(string number, ImmutableArray<TenureSalt> salts, string text)
    {
        if (text is not [Mark, ..] || text.IndexOf('.', StringComparison.Ordinal) is not (> 1 and var dot) || !int.TryParse(text.AsSpan(1, dot - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var tenure))
        {
            return text;
        }

        if (salts.FirstOrDefault(s => s.Generation == tenure) is not { } salt || !Base64Url.IsValid(text.AsSpan(dot + 1)))
        {
            return null;
        }

        try
        {
            var packed = Base64Url.DecodeFromChars(text.AsSpan(dot + 1)).AsSpan();
            var opened = new byte[packed.Length - Nonce - Tag];
            using var cipher = Cipher(salt);
            cipher.Decrypt(packed[..Nonce], packed[Nonce..^Tag], packed[^Tag..], opened, Bound(number, tenure));
            return Encoding.UTF8.GetString(opened);
        }
        catch (Exception fault) when (fault is CryptographicException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static int Nonce => AesGcm.NonceByteSizes.MaxSize;

    private static int Tag => AesGcm.TagByteSizes.MaxSize;

    private string Seal(NumberState state, int tenure, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var packed = new byte[Nonce + plain.Length + Tag];
        var nonce = packed.AsSpan(0, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(state.Salts.First(s => s.Generation == tenure));
        cipher.Encrypt(nonce, plain, packed.AsSpan(Nonce, plain.Length), packed.AsSpan(Nonce + plain.Length), Bound(state.Number, tenure));
        return string.Create(CultureInfo.InvariantCulture, $"{Mark}{tenure}.{Base64Url.EncodeToString(packed)}");
    }

    private AesGcm Cipher(TenureSalt salt)
    {
        Span<byte> own = stackalloc byte[KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, own, Encoding.UTF8.GetBytes(salt.Salt), "rn.tenure"u8);
        return new AesGcm(own, Tag);
    }

    private static byte[] Bound(string number, int tenure) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n{tenure}"));
}
