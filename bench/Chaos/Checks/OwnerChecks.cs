using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>One owner at any instant, and rows that say what the histories say.</summary>
internal static class OwnerChecks
{
    public static Verdict TwoOwners(Evidence evidence, Effects effects)
    {
        var flaws = evidence.Stories.SelectMany(static s => s.OwnerFlaws).ToList();
        foreach (var o in evidence.Operations.Where(static o => o is { Outcome: Outcome.Ok, ChangesOwner: true }))
        {
            if (effects.Of(o) is [var done] && o.Answer?["generation"]?.GetValue<int>() is { } told && told != done.Generation)
            {
                flaws.Add($"{o.Number}: {o.Key} was told generation {told}, the history has {done.Generation}");
            }
        }

        return new Verdict(Lines.TwoOwners, flaws, evidence.Stories.Count, "histories");
    }

    public static Verdict Touched(Evidence evidence)
    {
        var rows = evidence.Numbers.ToDictionary(static n => n.Number, StringComparer.Ordinal);
        var flaws = evidence.Stories.SelectMany(static s => s.TouchedFlaws).ToList();
        var present = 0;
        foreach (var story in evidence.Stories.Where(static s => s.Owned))
        {
            var kept = rows[story.Number].State.TryGetProperty("bindings", out var bindings) ? bindings.EnumerateArray().Select(static b => b.GetProperty("id").GetString()!).ToHashSet() : [];
            foreach (var (id, account) in story.Accounts.Where(a => a.Value.Generation == story.Generation))
            {
                present++;
                if (!kept.Contains(id))
                {
                    flaws.Add($"{story.Number}: account {account.Name} of the present tenure {story.Generation} is gone from the row");
                }
            }
        }

        return new Verdict(Lines.Touched, flaws, present + evidence.Stories.Sum(static s => s.Events.Count(static e => e.Type is "unbindingRequested" or "unbindingSettled")), "present accounts and unbindings");
    }

    public static Verdict Early(Evidence evidence) => new(
        Lines.Early, [.. evidence.Stories.SelectMany(static s => s.EarlyFlaws)], evidence.Stories.Sum(static s => s.Events.Count(static e => e.Type == "released")), "releases");

    public static Verdict Overslept(Evidence evidence) => new(Lines.Overslept, evidence.Overslept, evidence.Numbers.Count, "numbers");

    public static Verdict HalfState(Evidence evidence)
    {
        var stories = evidence.Stories.ToDictionary(static s => s.Number, StringComparer.Ordinal);
        var flaws = new List<string>();
        foreach (var row in evidence.Numbers)
        {
            var story = stories.GetValueOrDefault(row.Number);
            var state = row.State;
            var told = (
                Sequence: state.TryGetProperty("sequence", out var s) ? s.GetInt64() : 0,
                Phase: state.TryGetProperty("phase", out var p) ? p.GetString() : "available",
                Generation: state.TryGetProperty("tenure", out var t) ? t.GetProperty("generation").GetInt32() : 0);
            var last = story?.Events[^1].Sequence ?? 0;
            if (told.Sequence != last || told.Phase != (story?.Phase ?? "available") || row.Phase != told.Phase || told.Generation != (story?.Generation ?? 0) || row.Generation != told.Generation)
            {
                flaws.Add($"{row.Number}: history ends at {last} ({story?.Phase}, generation {story?.Generation}), the row says ({row.Phase}, {row.Generation}), its state {told}");
            }
        }

        flaws.AddRange(evidence.Stories.Select(static s => s.Number).Except(evidence.Numbers.Select(static n => n.Number)).Select(static n => $"{n}: a history without a row"));
        return new Verdict(Lines.HalfState, flaws, evidence.Numbers.Count, "rows");
    }
}
