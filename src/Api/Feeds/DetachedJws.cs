using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.Feeds;

/// <summary>
/// A JSON Web Signature whose payload is elsewhere (RFC 7515, appendix F) and is signed as it is (RFC 7797): <c>header..signature</c>. The payload is hashed as it goes
/// by and never held, however long it is. The header says what the payload is and for whom, so that one feed can't be passed off as another.
/// </summary>
internal sealed class DetachedJws : IDisposable
{
    /// <summary>The header of the answer that carries it.</summary>
    internal const string Header = "x-jws-signature";

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly KeyRing keys;
    private readonly string head;

    /// <param name="keys">Signs; the public key is in <c>/.well-known/jwks.json</c>.</param>
    /// <param name="about">What the payload is.</param>
    internal DetachedJws(KeyRing keys, params ReadOnlySpan<(string Name, string Value)> about)
    {
        this.keys = keys;
        head = Base64Url.EncodeToString(Head(keys, about));
        hash.AppendData(Encoding.ASCII.GetBytes(head));
        hash.AppendData("."u8);
    }

    /// <summary>The next piece of the payload.</summary>
    internal void Append(ReadOnlySpan<byte> payload) => hash.AppendData(payload);

    /// <summary>The signature over all pieces.</summary>
    internal string Sign() => $"{head}..{Base64Url.EncodeToString(keys.SignHash(hash.GetHashAndReset()))}";

    public void Dispose() => hash.Dispose();

    private static ReadOnlySpan<byte> Head(KeyRing keys, ReadOnlySpan<(string Name, string Value)> about)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("alg", keys.SigningAlgorithm);
            json.WriteString("kid", keys.Signing.KeyId);
            json.WriteBoolean("b64", value: false);
            json.WriteStartArray("crit");
            json.WriteStringValue("b64");
            json.WriteEndArray();
            foreach (var (name, value) in about) json.WriteString(name, value);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
