using System.Security.Cryptography;
using System.Text;

namespace RecycledNumbers.Grains.Deliveries.Webhooks;

/// <summary>Secrets and signatures of the Standard Webhooks specification (1.0.0, "Signature scheme": symmetric, <c>v1</c>).</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    /// <summary>A new secret: <c>whsec_</c> and the base64 of 32 random bytes (the specification asks for 24 to 64).</summary>
    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The <c>webhook-signature</c> header: one <c>v1,</c> signature over <c>id.timestamp.body</c> per secret, with a space between.</summary>
    public static string Sign(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }
}
