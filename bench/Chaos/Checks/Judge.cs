using RecycledNumbers.Chaos.Faults;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>Passes every verdict.</summary>
internal static class Judge
{
    /// <summary>A fault's mark on a caller may show this long after it is over.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<Verdict> Verdicts(Evidence evidence)
    {
        var effects = new Effects(evidence);
        return
        [
            CommandChecks.Lost(evidence, effects),
            CommandChecks.Twice(evidence, effects),
            OwnerChecks.TwoOwners(evidence, effects),
            OwnerChecks.Touched(evidence),
            CommandChecks.Untyped(evidence),
            OwnerChecks.Early(evidence),
            OwnerChecks.Overslept(evidence),
            MessageChecks.NeverDelivered(evidence),
            MessageChecks.Recycled(evidence),
            OwnerChecks.HalfState(evidence),
            AnswerChecks.WrongChecks(evidence, effects),
            OrderChecks.Broken(evidence, effects),
        ];
    }

    /// <summary>Longest waits for one command through the gateway, near each fault and while none was near.</summary>
    public static Unavailable Waits(Evidence evidence)
    {
        var asked = evidence.Operations.Where(static o => !o.Direct).ToList();
        return new Unavailable(
            Longest(asked.Where(o => !evidence.Faults.Any(f => IsNear(o, f)))),
            [.. evidence.Faults.Select(f => (f.Kind, Longest(asked.Where(o => IsNear(o, f)))))]);
    }

    private static bool IsNear(Operation asked, FaultRecord fault) => fault.Started <= asked.Completed && asked.Invoked <= fault.Ended + Aftermath;

    private static double Longest(IEnumerable<Operation> asked) => asked.Select(static o => (o.Completed - o.Invoked).TotalSeconds).DefaultIfEmpty().Max();
}
