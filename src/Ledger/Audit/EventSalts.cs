using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Audit;

/// <summary>
/// Hashes events. What an event's cause and data were can't be tried out by who sees only its hash: they are hashed with a salt that is this event's own, out of the registry's master key, and shown to
/// those only who may see them.
/// </summary>
/// <param name="key">32 bytes; the same on every node and for the life of the registry.</param>
public sealed class EventSalts(byte[] key)
{
    /// <summary>An event's salt.</summary>
    public AuditHash Of(string number, long sequence)
    {
        Span<byte> salt = stackalloc byte[AuditHash.Size];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {sequence}")), salt);
        return new AuditHash(salt);
    }

    /// <summary>What an event's hash is made of.</summary>
    public ChainedEvent Chained(string number, EventRow happened) => new(
        number, happened.Sequence, Microseconds.Of(happened.At), happened.Generation, happened.Type, happened.Actor,
        EventChain.Content(Of(number, happened.Sequence), happened.Cause, happened.Data));

    /// <summary>An event's hash behind the one before.</summary>
    public AuditHash Next(AuditHash previous, string number, EventRow happened) => EventChain.Next(previous, Chained(number, happened));
}
