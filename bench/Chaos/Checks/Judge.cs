using RecycledNumbers.Chaos.Faults;

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

    /// <summary>Longest wait for one command through the gateway, by the kind of fault that was near.</summary>
    public static Unavailable Waits(Evidence evidence)
    {
        var waits = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["calm"] = 0 };
        foreach (var fault in evidence.Faults)
        {
            waits[fault.Kind] = 0;
        }

        foreach (var o in evidence.Operations.Where(static o => !o.Direct))
        {
            var near = evidence.Faults.Where(f => f.Started <= o.Completed && o.Invoked <= f.Ended + Aftermath).Select(static f => f.Kind).Distinct().DefaultIfEmpty("calm");
            foreach (var kind in near)
            {
                waits[kind] = Math.Max(waits[kind], (o.Completed - o.Invoked).TotalSeconds);
            }
        }

        return new Unavailable(waits, [.. evidence.Faults.Select(f => (f.Kind, Longest(evidence, f)))]);
    }

    private static double Longest(Evidence evidence, FaultRecord fault) => evidence.Operations
        .Where(o => !o.Direct && fault.Started <= o.Completed && o.Invoked <= fault.Ended + Aftermath)
        .Select(static o => (o.Completed - o.Invoked).TotalSeconds).DefaultIfEmpty().Max();
}
