using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>Checks against the commands that were acknowledged before them.</summary>
internal static class AnswerChecks
{
    /// <summary>How old a check's view may be: not at all, since the gateway that answered a command is the one that is asked.</summary>
    public static readonly TimeSpan StatedStaleness = TimeSpan.Zero;

    public static Verdict WrongChecks(Evidence evidence, Effects effects)
    {
        var flaws = new List<string>();
        var judged = 0;
        foreach (var number in evidence.Operations.GroupBy(static o => o.Number, StringComparer.Ordinal))
        {
            var bound = Bound(number, effects);
            var changes = number.Where(static o => o.ChangesOwner && o.Outcome != Outcome.Refused).OrderBy(static o => o.Invoked).ToList();
            foreach (var check in number.Where(static o => o is { Verb: Verb.Check, Outcome: Outcome.Ok }))
            {
                if (bound.TryGetValue((check.Actor, check.Subject!), out var generation) && Owner(changes, check, effects) is { } owner)
                {
                    judged++;
                    var right = owner.Owned && owner.Generation == generation ? "no" : "yes";
                    var answer = check.Answer?["answer"]?.ToString();
                    if (answer != right)
                    {
                        flaws.Add($"{check.Number}: {check.Key} at {check.Completed} about tenure {generation} was answered {answer} and should be {right} (tenure {owner.Generation}, {(owner.Owned ? "owned" : "not owned")})");
                    }
                }
            }
        }

        return new Verdict(Lines.WrongCheck, flaws, judged, "checks with one right answer");
    }

    /// <summary>The tenure of each token.</summary>
    private static Dictionary<(string Party, string Token), int> Bound(IEnumerable<Operation> number, Effects effects)
    {
        var bound = new Dictionary<(string, string), int>();
        foreach (var o in number.Where(static o => o is { Verb: Verb.Bind, Outcome: Outcome.Ok }))
        {
            if (effects.Of(o) is [var e] && o.Answer?["tenureToken"]?.ToString() is { } token)
            {
                bound[(o.Actor, token)] = e.Data.GetProperty("binding").GetProperty("generation").GetInt32();
            }
        }

        return bound;
    }

    /// <summary>Who had the number while a check was under way, or null where a command may have been at work at the same time.</summary>
    private static (int Generation, bool Owned)? Owner(List<Operation> changes, Operation check, Effects effects)
    {
        (StoredEvent Event, Operation By)? last = null;
        foreach (var change in changes)
        {
            if (change.Invoked > check.Completed)
            {
                break;
            }

            if (change.Outcome == Outcome.Unknown || change.Completed + StatedStaleness > check.Invoked)
            {
                return null;
            }

            if (effects.Of(change) is [var e] && (last is null || e.Sequence > last.Value.Event.Sequence))
            {
                last = (e, change);
            }
        }

        return last is { } l ? (l.Event.Generation, l.By.Verb != Verb.Deactivate) : null;
    }
}
