using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RecycledNumbers.Domain.Audit;

/// <summary>What is signed about a stretch of all events.</summary>
/// <param name="Index">0, 1, 2… without gaps.</param>
/// <param name="After">Cursor of the feed behind which the stretch begins: where the root before ends.</param>
/// <param name="UpTo">Cursor of its last event.</param>
/// <param name="Events">How many there are in between, in the order of the feed.</param>
/// <param name="Root">Hash of the tree over them (<see cref="MerkleTree"/>).</param>
/// <param name="Previous"><see cref="Fingerprint"/> of the root before; zero for the first.</param>
/// <param name="SealedAt">When, by the host's clock; whole seconds.</param>
public sealed record TreeHead(long Index, string After, string UpTo, int Events, AuditHash Root, AuditHash Previous, DateTimeOffset SealedAt)
{
    /// <summary>Most events under one root.</summary>
    public const int MostEvents = 65_536;

    /// <summary>The <c>typ</c> of its signature, so that nothing else that was signed passes as one.</summary>
    public const string Type = "rn-audit-root+jws";

    /// <summary>The very bytes that are signed: JSON, members in this order, nothing between them.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"index":{{Index}},"after":"{{After}}","upTo":"{{UpTo}}","events":{{Events}},"root":"{{Root}}","previous":"{{Previous}}","sealedAt":"{{SealedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}"""));

    /// <summary>SHA-256 of those bytes: what the next root names as the one before.</summary>
    public AuditHash Fingerprint() => AuditHash.Of(ToBytes());

    /// <summary>What was signed; null where it is not, byte for byte, how a root is written.</summary>
    public static TreeHead? Parse(byte[] signed)
    {
        try
        {
            using var json = JsonDocument.Parse(signed);
            var head = json.RootElement;
            return AuditHash.TryParse(head.GetProperty("root").GetString(), out var root) && AuditHash.TryParse(head.GetProperty("previous").GetString(), out var previous)
                && new TreeHead(
                    head.GetProperty("index").GetInt64(), head.GetProperty("after").GetString()!, head.GetProperty("upTo").GetString()!, head.GetProperty("events").GetInt32(),
                    root, previous, head.GetProperty("sealedAt").GetDateTimeOffset()) is { Index: >= 0, Events: > 0 and <= MostEvents } read
                && read.ToBytes().AsSpan().SequenceEqual(signed)
                ? read
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
