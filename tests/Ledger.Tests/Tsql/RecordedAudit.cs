using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Audit;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>The same for the audit.</summary>
internal static class RecordedAudit
{
    private static readonly Dictionary<string, Func<IAuditLedger, Task>> _asks = new(StringComparer.Ordinal)
    {
        [nameof(IAuditLedger.FindLastRoot)] = static ledger => ledger.FindLastRoot(),
        [nameof(IAuditLedger.FindRoot)] = static ledger => ledger.FindRoot(1),
        [nameof(IAuditLedger.FindRootOf)] = static ledger => ledger.FindRootOf("1.2"),
        [nameof(IAuditLedger.ReadRoots)] = static ledger => ledger.ReadRoots(0, 10),
        [nameof(IAuditLedger.ReadLeaves)] = static ledger => ledger.ReadLeaves(0),
        [nameof(IAuditLedger.AddRoot)] = static ledger => ledger.AddRoot(new AuditRoot(0, "1.2", 1, Noon, "head"), [AuditHash.Of("leaf"u8)]),
        [nameof(IAuditLedger.ReadStretch)] = static ledger => ledger.ReadStretch("1.2", "3.4", 10),
        [nameof(IAuditLedger.ReadHistories)] = static ledger => ledger.ReadHistories([Number]),
        [nameof(IAuditLedger.ReadEnds)] = static ledger => ledger.ReadEnds(null, 10),
    };

    public static IEnumerable<string> Asked => _asks.Keys;

    public static async Task Ask(IAuditLedger ledger)
    {
        foreach (var ask in _asks.Values)
        {
            await ask(ledger);
        }
    }
}
