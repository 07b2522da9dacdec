using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>The order of each number: without gaps, as its callers saw it, and told in it.</summary>
internal static class OrderChecks
{
    public static Verdict Broken(Evidence evidence, Effects effects)
    {
        var flaws = new List<string>();
        foreach (var story in evidence.Stories)
        {
            var gap = story.Events.Select(static (e, i) => (e.Sequence, Place: i + 1)).FirstOrDefault(static e => e.Sequence != e.Place);
            if (gap.Place != 0)
            {
                flaws.Add($"{story.Number}: sequence {gap.Sequence} stands at place {gap.Place}");
            }
        }

        foreach (var number in evidence.Operations.Where(static o => o.Outcome == Outcome.Ok).GroupBy(static o => o.Number, StringComparer.Ordinal))
        {
            Seen(number, effects, flaws);
        }

        Told(evidence, flaws);
        return new Verdict(Lines.Order, flaws, evidence.Stories.Sum(static s => s.Events.Count) + evidence.Received.Count, "events and messages");
    }

    /// <summary>What was done before another command was even sent comes before it.</summary>
    private static void Seen(IEnumerable<Operation> number, Effects effects, List<string> flaws)
    {
        var placed = number.Select(o => (Operation: o, Place: effects.Of(o).FirstOrDefault()?.Sequence)).Where(static p => p.Place is not null).ToList();
        var over = new Queue<(Operation Operation, long? Place)>(placed.OrderBy(static p => p.Operation.Completed));
        (Operation Operation, long? Place)? newest = null;
        foreach (var (operation, place) in placed.OrderBy(static p => p.Operation.Invoked))
        {
            while (over.TryPeek(out var done) && done.Operation.Completed < operation.Invoked)
            {
                newest = newest is null || done.Place > newest.Value.Place ? over.Dequeue() : Skip(over, newest);
            }

            if (newest?.Place > place)
            {
                flaws.Add($"{operation.Number}: {newest.Value.Operation.Key} was done before {operation.Key} was sent, and its event {newest.Value.Place} comes after {place}");
            }
        }
    }

    private static (Operation, long?)? Skip(Queue<(Operation, long?)> over, (Operation, long?)? newest)
    {
        over.Dequeue();
        return newest;
    }

    /// <summary>First arrivals of a number's messages at one platform come in the order in which they were queued.</summary>
    private static void Told(Evidence evidence, List<string> flaws)
    {
        var places = evidence.Messages.ToDictionary(static m => m.Id, static m => m.Position, StringComparer.Ordinal);
        foreach (var line in evidence.Received.GroupBy(static r => (r.Party, Number: r["number"])))
        {
            var newest = 0L;
            foreach (var first in line.DistinctBy(static r => r.Id))
            {
                if (places.TryGetValue(first.Id, out var place))
                {
                    if (place < newest)
                    {
                        flaws.Add($"{line.Key.Number}: {first.Kind} ({first.Id}) reached {line.Key.Party} after a later message");
                    }

                    newest = Math.Max(newest, place);
                }
            }
        }
    }
}
