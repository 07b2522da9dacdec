using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RecycledNumbers.Client.Webhooks;

/// <summary>What the look at a webhook's signature came to.</summary>
public enum WebhookVerdict
{
    /// <summary>The registry sent exactly these bytes, lately. Whether they came before is for the receiver to know: keep the ids.</summary>
    Genuine,

    /// <summary>A header is missing or malformed.</summary>
    Malformed,

    /// <summary>Its time is too far off: an old one sent again, or a clock that is wrong.</summary>
    TooOldOrTooNew,

    /// <summary>No signature is by any of the secrets.</summary>
    WrongSignature,
}

/// <summary>
/// Tells whether a webhook came from the registry: Standard Webhooks 1.0.0, symmetric signatures (<c>v1</c>). Look before the body is parsed, over the bytes as they came.
/// Immutable, and safe to share between threads.
/// </summary>
public sealed class WebhookVerifier
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>More signatures than any rotation makes; what comes behind them is not looked at.</summary>
    private const int MostSignatures = 8;

    private readonly byte[][] keys;

    /// <summary>A verifier for the secrets that may be in use: one, or two while one of them is being replaced.</summary>
    /// <param name="secrets"><c>whsec_…</c> as the registry told them.</param>
    /// <exception cref="FormatException">One is none.</exception>
    public WebhookVerifier(params IReadOnlyList<string> secrets) =>
        keys = secrets.Count > 0 ? [.. secrets.Select(Key)] : throw new FormatException("Give at least one secret.");

    /// <summary>How far a webhook's time may be off, either way. Default five minutes.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Looks at one webhook.</summary>
    /// <param name="header">Its headers by name, in lower case; null where there is none: <c>name => (string?)request.Headers[name]</c>.</param>
    /// <param name="body">Its body, as it came.</param>
    /// <param name="now">The time here.</param>
    public WebhookVerdict Verify(Func<string, string?> header, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        Verify(header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body, now);

    /// <summary>Looks at one webhook.</summary>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>: signatures with spaces between; those of other versions are passed over.</param>
    /// <param name="body">Its body, as it came.</param>
    /// <param name="now">The time here.</param>
    public WebhookVerdict Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return WebhookVerdict.Malformed;
        }

        // In decimal, so that no timestamp, however large, overflows into a small difference.
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds)
        {
            return WebhookVerdict.TooOldOrTooNew;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var given = signatures.Split(' ', MostSignatures + 1).Take(MostSignatures).Where(static s => s.StartsWith(Version, StringComparison.Ordinal)).Select(static s => Encoding.ASCII.GetBytes(s[Version.Length..])).ToArray();
        var isGenuine = false;
        foreach (var key in keys)
        {
            var expected = Encoding.ASCII.GetBytes(Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
            foreach (var signature in given)
            {
                // Every pair is compared, and each in constant time: how long it takes tells nothing about a secret.
                isGenuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return isGenuine ? WebhookVerdict.Genuine : WebhookVerdict.WrongSignature;
    }

    private static byte[] Key(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.FromBase64String(secret[SecretPrefix.Length..]) is { Length: >= 24 and <= 64 } key ? key
            : throw new FormatException("A secret is whsec_ and the base64 of 24 to 64 bytes.");
}
