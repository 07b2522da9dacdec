using Microsoft.Extensions.Logging.Abstractions;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Events;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>Every batch that the SQL Server dialect can compose: each method of the ledger asked, in each form that makes another text.</summary>
internal static class Recorded
{
    private static readonly Dictionary<string, Func<ILedger, Task>> _asks = new(StringComparer.Ordinal)
    {
        [nameof(ILedger.Commit)] = static async ledger =>
        {
            await ledger.Commit(Full(0));
            await ledger.Commit(Full(3));
            await ledger.Commit(Commit());
            await ledger.Commit(Commit(version: 1) with { WakeAt = null, Carrier = null });
            await ledger.Commit(Commit(version: 1) with { ForgottenUnbindings = ["gone"] });
        },
        [nameof(ILedger.Load)] = static ledger => ledger.Load(Number),
        [nameof(ILedger.FindCommand)] = static ledger => ledger.FindCommand(Number, "carrier:cmcc/K"),
        [nameof(ILedger.ReadEvents)] = static ledger => ledger.ReadEvents(Number, 0, 10),
        [nameof(ILedger.ReadFacts)] = static async ledger =>
        {
            await ledger.ReadFacts("+8613800000000", "+8613800009999");
            await ledger.ReadFacts([Number]);
        },
        [nameof(ILedger.ReadEventFeed)] = static ledger => ledger.ReadEventFeed(["deactivated"], "1.2", 10),
        [nameof(ILedger.ReadEventFeedEnd)] = static ledger => ledger.ReadEventFeedEnd(),
        [nameof(ILedger.NoteStuck)] = static ledger => ledger.NoteStuck(Number, "flaw"),
        [nameof(ILedger.ReadStuck)] = static ledger => ledger.ReadStuck(0, 10),
        [nameof(ILedger.ReadDue)] = static ledger => ledger.ReadDue([0, 255], Noon, 10),
        [nameof(ILedger.EnqueueDelivery)] = static ledger => ledger.EnqueueDelivery(Delivery("d"), "", Noon),
        [nameof(ILedger.ReadDueLanes)] = static ledger => ledger.ReadDueLanes([1, 2], Noon, 10),
        [nameof(ILedger.ReadDueDeliveries)] = static ledger => ledger.ReadDueDeliveries("platform:wechat/0", Noon, 10),
        [nameof(ILedger.SettleDeliveries)] = static ledger => ledger.SettleDeliveries(["a", "b"]),
        [nameof(ILedger.RecordAttempts)] = static ledger => ledger.RecordAttempts([new("a", DeliveryState.Dead, 1, Noon, 503, "busy")]),
        [nameof(ILedger.ParkForPull)] = static async ledger =>
        {
            await ledger.ParkForPull("platform:wechat");
            await ledger.ParkForPull("platform:wechat", "platform:wechat/0");
        },
        [nameof(ILedger.BeginPulling)] = static ledger => ledger.BeginPulling("platform:wechat"),
        [nameof(ILedger.IsPulling)] = static ledger => ledger.IsPulling("platform:wechat"),
        [nameof(ILedger.OpenParked)] = static ledger => ledger.OpenParked("platform:wechat", Noon),
        [nameof(ILedger.FindDelivery)] = static ledger => ledger.FindDelivery("d"),
        [nameof(ILedger.ReadDeliveries)] = static async ledger =>
        {
            await ledger.ReadDeliveries("platform:wechat", [DeliveryState.Pull, DeliveryState.Acknowledged], "1.2", 10);
            await ledger.ReadDeliveries(null, [DeliveryState.Dead], null, 10);
            await ledger.ReadDeliveries(null, [DeliveryState.Open], null, 10);
        },
        [nameof(ILedger.AcknowledgePulled)] = static ledger => ledger.AcknowledgePulled("platform:wechat", "1.2", 10),
        [nameof(ILedger.ReplayDelivery)] = static async ledger =>
        {
            await ledger.ReplayDelivery("d", "platform:wechat", Noon);
            await ledger.ReplayDelivery("d", null, Noon);
        },
        [nameof(ILedger.ReadOpenUnbindings)] = static ledger => ledger.ReadOpenUnbindings("platform:wechat", null, 10),
        [nameof(ILedger.FindUnbinding)] = static ledger => ledger.FindUnbinding("u"),
        [nameof(ILedger.AddBlock)] = static ledger => ledger.AddBlock(new("+8613800000000", "+8613800099999", "cmcc")),
        [nameof(ILedger.FindBlock)] = static ledger => ledger.FindBlock(Number),
        [nameof(ILedger.ReadBlocks)] = static ledger => ledger.ReadBlocks("cmcc", null, 10),
        [nameof(ILedger.Forget)] = static ledger => ledger.Forget(Noon, Noon, Noon, 10),
        [nameof(ILedger.ForgetUndelivered)] = static ledger => ledger.ForgetUndelivered(Noon, 10),
        [nameof(ILedger.ReadClockOffset)] = static ledger => ledger.ReadClockOffset(),
        [nameof(ILedger.AdvanceClock)] = static ledger => Should.ThrowAsync<InvalidOperationException>(() => ledger.AdvanceClock(TimeSpan.FromDays(1))), // An empty answer; the batch was sent.
    };

    public static IEnumerable<string> Asked => _asks.Keys;

    public static async Task<IReadOnlyList<SqlServerBatch>> Batches()
    {
        var session = new RecordingSession();
        await using (var ledger = new DatabaseLedger(new Dialects.SqlServer(session), new LedgerOptions { CommandTimeout = TimeSpan.FromSeconds(30) }, TimeProvider.System, NullLogger<DatabaseLedger>.Instance))
        {
            foreach (var ask in _asks.Values)
            {
                await ask(ledger);
            }

            await Lists(ledger);
            await Cases(ledger);
            await RecordedBatches.Ask(ledger.Batches);
            await RecordedProofs.Ask(ledger.Disclosures, ledger.Credentials);
            await RecordedAudit.Ask(ledger.Audit);
            await RecordedConsole.Ask(ledger.Kept, ledger.Operators);
        }

        return session.Batches;
    }

    private static async Task Lists(IEventLists lists)
    {
        await lists.Look(["deactivated"], null, null, "ride");
        await lists.Look(["deactivated"], null, new EventDay(new DateOnly(2026, 11, 23), "1.2", "3.4"), null);
        await lists.FindDay(new DateOnly(2026, 11, 23));
        await lists.FindLastDay();
        await lists.CloseDays(new DateOnly(2026, 11, 23));
    }

    private static async Task Cases(Ledger.Cases.ICaseLists cases)
    {
        await cases.ReadCases("carrier:cmcc", open: true, null, 10);
        await cases.ReadCases("carrier:cmcc", open: false, "1.2", 10);
        await cases.FindCase("c");
        await cases.CountSenders(["hash"]);
    }

    private static Numbers.NumberCommit Full(long version) => Commit(version: version).Telling(Event(1)).Sending(Delivery("d")) with
    {
        WakeAt = Noon,
        Carrier = "cmcc",
        Facts = new(1, Noon, Noon),
        Command = Command(),
        Unbindings = [Unbinding("u")],
        Cases = [Case("c")],
        ForgottenUnbindings = ["gone"],
        Hashes = [Domain.Audit.AuditHash.Of("hash"u8)],
    };
}
