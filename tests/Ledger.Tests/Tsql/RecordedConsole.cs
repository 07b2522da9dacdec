using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Ledger.Operators;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>The same for the operators' pages.</summary>
internal static class RecordedConsole
{
    private static readonly FrozenNumber _frozen = new(Number, Noon, IsHeld: true, Noon, IsClear: false);

    private static readonly Dictionary<string, Func<IKeptFigures, Task>> _kept = new(StringComparer.Ordinal)
    {
        [nameof(IKeptFigures.Read)] = static ledger => ledger.Read(),
        [nameof(IKeptFigures.Keep)] = static ledger => ledger.Keep("phases", "{}", Noon),
        [nameof(IKeptFigures.TakeTurn)] = static ledger => ledger.TakeTurn("me", Noon, Noon),
        [nameof(IKeptFigures.ForgetSilos)] = static ledger => ledger.ForgetSilos(Noon),
        [nameof(IKeptFigures.CountPhases)] = static ledger => ledger.CountPhases(),
        [nameof(IKeptFigures.Follow)] = static async ledger =>
        {
            await ledger.Follow(FollowedEvents.Nothing);
            await ledger.Follow(new FollowedEvents("1.2", 3, Number));
        },
        [nameof(IKeptFigures.CountLeaving)] = static ledger => ledger.CountLeaving(1, 120),
        [nameof(IKeptFigures.CountParties)] = static ledger => ledger.CountParties(Noon),
        // Its last part is the figures of the gauges, which the recording session can't answer.
        [nameof(IKeptFigures.CountWaiting)] = static ledger => Should.ThrowAsync<ArgumentOutOfRangeException>(() => ledger.CountWaiting(Noon)),
        [nameof(IKeptFigures.CountBatches)] = static ledger => ledger.CountBatches(),
        [nameof(IKeptFigures.ForgetOutcomes)] = static ledger => ledger.ForgetOutcomes(1),
    };

    private static readonly Dictionary<string, Func<IOperatorLedger, Task>> _operators = new(StringComparer.Ordinal)
    {
        [nameof(IOperatorLedger.ReadHeld)] = static ledger => ledger.ReadHeld(_frozen, 10),
        [nameof(IOperatorLedger.ReadLeaving)] = static ledger => ledger.ReadLeaving(1, _frozen, 10),
        [nameof(IOperatorLedger.ReadOverdue)] = static async ledger =>
        {
            await ledger.ReadOverdue(null, Noon, null, 10);
            await ledger.ReadOverdue("platform:wechat", Noon, Unbinding("u"), 10);
        },
        [nameof(IOperatorLedger.ReadDeliveriesOf)] = static ledger => ledger.ReadDeliveriesOf(Number, ["platform:wechat"], 10),
        [nameof(IOperatorLedger.RetryDelivery)] = static ledger => ledger.RetryDelivery("d", Noon),
        [nameof(IOperatorLedger.NoteLooked)] = static ledger => ledger.NoteLooked(Number, "operator:dev", "why", Noon),
        [nameof(IOperatorLedger.BeginAct)] = static ledger => ledger.BeginAct(new OperatorAct { Id = "a", At = Noon, Operator = "operator:dev", Client = "dev", Act = "release", Number = Number, Subject = "", Reason = "why" }),
        [nameof(IOperatorLedger.FindAct)] = static ledger => ledger.FindAct("a"),
        [nameof(IOperatorLedger.EndAct)] = static ledger => ledger.EndAct("a", "done"),
        [nameof(IOperatorLedger.ReadActs)] = static async ledger =>
        {
            await ledger.ReadActs(null, null, 10);
            await ledger.ReadActs(Number, 7, 10);
        },
    };

    public static IEnumerable<string> AskedOfKept => _kept.Keys;

    public static IEnumerable<string> AskedOfOperators => _operators.Keys;

    public static async Task Ask(IKeptFigures kept, IOperatorLedger operators)
    {
        foreach (var ask in _kept.Values)
        {
            await ask(kept);
        }

        foreach (var ask in _operators.Values)
        {
            await ask(operators);
        }
    }
}
