using RecycledNumbers.Ledger.Batches;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>The same for batches of rows.</summary>
internal static class RecordedBatches
{
    private static readonly BatchChunk _chunk = new("batch_1", 0, 0, [1]);

    private static readonly Dictionary<string, Func<IBatchLedger, Task>> _asks = new(StringComparer.Ordinal)
    {
        [nameof(IBatchLedger.Begin)] = static ledger => ledger.Begin(Upload("batch_1")),
        [nameof(IBatchLedger.AddChunk)] = static ledger => ledger.AddChunk(_chunk),
        [nameof(IBatchLedger.Open)] = static ledger => ledger.Open(Upload("batch_1"), 1, Noon, Noon),
        [nameof(IBatchLedger.Discard)] = static ledger => ledger.Discard("batch_1"),
        [nameof(IBatchLedger.Find)] = static ledger => ledger.Find("batch_1"),
        [nameof(IBatchLedger.FindByKey)] = static ledger => ledger.FindByKey("carrier:cmcc", "K"),
        [nameof(IBatchLedger.FindSame)] = static ledger => ledger.FindSame("carrier:cmcc", "f", Noon),
        [nameof(IBatchLedger.List)] = static ledger => ledger.List("carrier:cmcc", null, 10),
        [nameof(IBatchLedger.Cancel)] = static ledger => ledger.Cancel("batch_1", Noon),
        [nameof(IBatchLedger.ReadOpen)] = static ledger => ledger.ReadOpen(10),
        [nameof(IBatchLedger.ReadLanesLeft)] = static ledger => ledger.ReadLanesLeft("batch_1"),
        [nameof(IBatchLedger.ReadNext)] = static ledger => ledger.ReadNext("batch_1", 0),
        [nameof(IBatchLedger.SaveSome)] = static ledger => ledger.SaveSome(_chunk, [1]),
        [nameof(IBatchLedger.SaveAll)] = static ledger => ledger.SaveAll(_chunk, [1], 1, 0, Noon),
        [nameof(IBatchLedger.Finish)] = static ledger => ledger.Finish("batch_1", Noon),
        [nameof(IBatchLedger.ReadLanes)] = static ledger => ledger.ReadLanes("batch_1"),
        [nameof(IBatchLedger.ReadDone)] = static async ledger =>
        {
            await ledger.ReadDone("batch_1", 0, -1, onlyRefused: false);
            await ledger.ReadDone("batch_1", 0, -1, onlyRefused: true);
        },
        [nameof(IBatchLedger.Forget)] = static ledger => ledger.Forget(Noon, Noon),
    };

    private static Batch Upload(string id) => new() { Id = id, Party = "carrier:cmcc", Content = BatchContent.Deactivations, Format = "text/csv", Key = "K", Fingerprint = "f", Bytes = 1, CreatedAt = Noon };

    public static IEnumerable<string> Asked => _asks.Keys;

    public static async Task Ask(IBatchLedger ledger)
    {
        foreach (var ask in _asks.Values)
        {
            await ask(ledger);
        }
    }
}
