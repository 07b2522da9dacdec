using System.Runtime.InteropServices;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Ledger.Audit;

/// <summary>Where a number's chain of events stands. The default stands before the first.</summary>
/// <param name="Sequence">Of its last event that was hashed.</param>
/// <param name="Hash">That event's hash.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChainHead(long Sequence, AuditHash Hash)
{
    internal static ChainHead Of(long sequence, byte[]? hash) => hash is { Length: AuditHash.Size } ? new(sequence, new AuditHash(hash)) : default;
}
