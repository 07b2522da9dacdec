using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>What was acknowledged is there, once, and nothing else is.</summary>
internal static class CommandChecks
{
    /// <summary>The registry forgets command ids after 400 days; up to this age they must be there.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(390);

    public static Verdict Lost(Evidence evidence, Effects effects)
    {
        var newest = evidence.Stories.SelectMany(static s => s.Events).Select(static e => e.At).DefaultIfEmpty().Max();
        var flaws = new List<string>();
        var acknowledged = evidence.Operations.Where(static o => o is { Outcome: Outcome.Ok, Verb: not Verb.Check }).ToList();
        foreach (var o in acknowledged)
        {
            var left = effects.Of(o);
            if (left.Count == 0 && Effects.MustLeaveEvent(o.Verb))
            {
                flaws.Add($"{o.Number}: {o.Key} was acknowledged at {o.Completed} and left no event");
            }
            else if (left.Count > 0 && newest - left[0].At < Remembered && !evidence.Commands.Contains(Effects.Id(o.Number, o.Actor, o.Key)))
            {
                flaws.Add($"{o.Number}: {o.Key} was acknowledged at {o.Completed} and its id is forgotten");
            }
        }

        return new Verdict(Lines.Lost, flaws, acknowledged.Count, "acknowledged commands");
    }

    public static Verdict Twice(Evidence evidence, Effects effects)
    {
        var flaws = new List<string>();
        var known = new Dictionary<string, Operation>(StringComparer.Ordinal);
        foreach (var o in evidence.Operations.Where(static o => o.Verb != Verb.Check))
        {
            known[Effects.Id(o.Number, o.Actor, o.Key)] = o;
            var left = effects.Of(o);
            if (left.Count > 1)
            {
                flaws.Add($"{o.Number}: {o.Key} was done {left.Count} times, events {string.Join(", ", left.Select(static e => e.Sequence))}");
            }
            else if (left.Count == 1 && o is { Outcome: Outcome.Refused, Attempts: 1 })
            {
                flaws.Add($"{o.Number}: {o.Key} was refused ({o.Code}) and done, event {left[0].Sequence}");
            }
        }

        flaws.AddRange(effects.All.Where(e => !known.ContainsKey(e.Key)).Select(static e => $"nobody asked for {e.Key}, event {e.Value[0].Sequence} ({e.Value[0].Type})"));
        flaws.AddRange(evidence.Replays.Where(static r => !Same(r)).Select(static r =>
            $"{r.First.Number}: {r.First.Key} sent again {r.Later.TotalDays:0} days later was answered {r.Status} {r.Code}, generation {r.Generation}; first {r.First.Status}, generation {r.First.Answer?["generation"]}"));
        return new Verdict(Lines.Twice, flaws, known.Count + evidence.Replays.Count, "commands and repeats");
    }

    public static Verdict Untyped(Evidence evidence) => new(
        Lines.Untyped,
        [.. evidence.Odd.Select(static o => $"{o.Key} at {o.At}: {o.Status} {o.Body}")],
        evidence.Operations.Sum(static o => o.Attempts),
        "answers");

    /// <summary>The first answer again, or the word that the answer is no longer kept; for an outcome also that its unbinding is not, because its path names nothing else.</summary>
    private static bool Same(Replayed r) => (r.First.Verb == Verb.ReportOutcome && r.Code == "not_found") || r.Code == "idempotency_key_expired" || (r.Status == r.First.Status && r.Generation == r.First.Answer?["generation"]?.GetValue<int>());
}
