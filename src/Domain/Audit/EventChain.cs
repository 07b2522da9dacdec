using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RecycledNumbers.Domain.Audit;

/// <summary>What a hash is made of, beside the hash before it.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Sequence">1, 2, 3… per number.</param>
/// <param name="At">Microseconds since 1970-01-01 UTC: what every database keeps.</param>
/// <param name="Generation">Tenure.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Actor">Who.</param>
/// <param name="Content">Cause and data, as <see cref="EventChain.Content"/> closes them up: whoever may not see them can follow the chain all the same.</param>
public sealed record ChainedEvent(string Number, long Sequence, long At, int Generation, string Type, string Actor, AuditHash Content);

/// <summary>Each event of a number is hashed together with the hash of the one before, so that none can be changed, left out or moved without every later one changing. The hash is the event's leaf in a tree too.</summary>
public static class EventChain
{
    /// <summary>Version of the encoding. A change is a new number beside the old ones.</summary>
    private const byte Format = 1;

    private const byte LeafPrefix = 0;

    /// <summary>
    /// SHA-256 of: a zero byte (RFC 6962's for leaves), the format (1), the hash before, number, sequence, instant, generation, type, actor, content. Whole numbers are big-endian, of 8 bytes (generation: 4);
    /// a text is UTF-8 behind its length in bytes (4).
    /// </summary>
    public static AuditHash Next(AuditHash previous, ChainedEvent happened)
    {
        var length = 2 + AuditHash.Size + Length(happened.Number) + sizeof(long) + sizeof(long) + sizeof(int) + Length(happened.Type) + Length(happened.Actor) + AuditHash.Size;
        return Hash(length, (previous, happened), static (bytes, entry) =>
        {
            (bytes[0], bytes[1]) = (LeafPrefix, Format);
            entry.previous.Write(bytes[2..]);
            var at = 2 + AuditHash.Size;
            at += Put(bytes[at..], entry.happened.Number);
            BinaryPrimitives.WriteInt64BigEndian(bytes[at..], entry.happened.Sequence);
            BinaryPrimitives.WriteInt64BigEndian(bytes[(at + 8)..], entry.happened.At);
            BinaryPrimitives.WriteInt32BigEndian(bytes[(at + 16)..], entry.happened.Generation);
            at += 20;
            at += Put(bytes[at..], entry.happened.Type);
            at += Put(bytes[at..], entry.happened.Actor);
            entry.happened.Content.Write(bytes[at..]);
        });
    }

    /// <summary>SHA-256 of: the salt (32 bytes), cause and data, each as UTF-8 behind its length in bytes. Without the salt nobody can try out what the data may have been.</summary>
    public static AuditHash Content(AuditHash salt, string cause, string data) =>
        Hash(AuditHash.Size + Length(cause) + Length(data), (salt, cause, data), static (bytes, content) =>
        {
            content.salt.Write(bytes);
            var at = AuditHash.Size + Put(bytes[AuditHash.Size..], content.cause);
            Put(bytes[at..], content.data);
        });

    private static AuditHash Hash<T>(int length, T what, SpanAction<byte, T> write)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var bytes = rented.AsSpan(0, length);
            write(bytes, what);
            return AuditHash.Of(bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Length(string text) => sizeof(int) + Encoding.UTF8.GetByteCount(text);

    private static int Put(Span<byte> bytes, string text)
    {
        var written = Encoding.UTF8.GetBytes(text, bytes[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes, written);
        return sizeof(int) + written;
    }
}
