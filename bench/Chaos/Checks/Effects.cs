using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>Which events a command leaves, and where they are.</summary>
internal sealed class Effects
{
    private readonly Dictionary<string, List<StoredEvent>> byCause;

    public Effects(Evidence evidence) => byCause = evidence.Stories.SelectMany(static s => s.Events).Where(static e => e.Asked)
        .GroupBy(static e => Id(e.Number, e.Actor, e.Cause), StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.ToList(), StringComparer.Ordinal);

    /// <summary>Number, caller and key in one.</summary>
    public static string Id(string number, string actor, string key) => $"{number} {actor}/{key}";

    /// <summary>Events that a caller's commands left, by what caused them.</summary>
    public IEnumerable<KeyValuePair<string, List<StoredEvent>>> All => byCause;

    /// <summary>The events that are this command's own effect, not what followed from it.</summary>
    public IReadOnlyList<StoredEvent> Of(Operation o)
    {
        var types = Types(o.Verb);
        return byCause.GetValueOrDefault(Id(o.Number, o.Actor, o.Key)) is { } events ? [.. events.Where(e => types.Contains(e.Type))] : [];
    }

    /// <summary>Whether an acknowledged command of this kind always leaves an event. A forwarding that stands already does not.</summary>
    public static bool MustLeaveEvent(Verb verb) => verb is not (Verb.Forward or Verb.Check);

    private static string[] Types(Verb verb) => verb switch
    {
        Verb.Assign => ["tenureStarted", "reinstated"],
        Verb.Transfer => ["transferred"],
        Verb.Suspend => ["suspended"],
        Verb.Resume => ["resumed"],
        Verb.Deactivate => ["deactivated"],
        Verb.Reinstate => ["reinstated"],
        Verb.Forward => ["forwardingSet"],
        Verb.ClearForwarding => ["forwardingCleared"],
        Verb.Bind => ["bindingRegistered"],
        Verb.Unbind => ["bindingRemoved", "unbindingSettled"],
        Verb.ReportOutcome => ["unbindingSettled", "unbindingDeferred", "lateOutcomeNoted"],
        _ => [],
    };
}
