using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Cli.Audit;

/// <summary>Checks every event of a registry against its signed roots, and every number's own record against its events. What the registry says of itself is hashed anew; nothing is believed but the keys.</summary>
internal sealed class WholeCheck(PublicKeys keys)
{
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, (long Sequence, AuditHash Hash)> last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndRow> ends = new(StringComparer.Ordinal);

    /// <summary>Hashes whose rows are gone: under which root, at which place; and whose they were where a later row or a number's record tells.</summary>
    private readonly Dictionary<AuditHash, (long Root, int Place)> lost = [];
    private readonly Dictionary<AuditHash, (string Number, long Sequence)> named = [];
    private readonly List<AuditHash> rowless = [];
    private TreeHead? before;
    private long events;
    private long unsealed;
    private long roots;

    /// <summary>Hashes whose rows are gone or were replaced, newest first.</summary>
    internal IEnumerable<AuditHash> Lost => rowless.AsEnumerable().Reverse();

    internal AuditReport Report()
    {
        foreach (var (hash, gone) in lost)
        {
            var known = named.TryGetValue(hash, out var whose);
            findings.Add(new Finding("missing", known ? Finding.Mask(whose.Number) : null, known ? whose.Sequence : null, gone.Root, FormattableString.Invariant($"an event is gone: number {gone.Place + 1} under its root")));
        }

        return new AuditReport(events, unsealed, 0, roots, last.Count, findings);
    }

    /// <summary>The records of numbers, before any event is read: whatever they know of must come.</summary>
    internal void Expect(EndRow end)
    {
        ends[end.Number] = end;
        if (end.Sequence is null)
        {
            Add("record", end.Number, null, null, "the number's record can't be read");
        }
    }

    /// <summary>The next root. What is to be made of the events under it, or null: its hashes can't be trusted, and rows are followed as if it were not there.</summary>
    internal StretchCheck? Begin(long index, string text, IReadOnlyList<AuditHash> leaves)
    {
        roots++;
        if (SignedRoot.Parse(text) is not { } root)
        {
            findings.Add(new Finding("root", null, null, index, "it can't be read"));
            return null;
        }

        var head = root.Head;
        var flaw = keys.Flaw(root)
            ?? (head.Index != index || head.Index != (before?.Index ?? -1) + 1 ? "it is not the one that was made behind the one before"
            : head.Previous != (before?.Fingerprint() ?? default) || head.After != (before?.UpTo ?? "0.0") ? "it does not follow from the one before"
            : null);
        if (flaw is not null)
        {
            findings.Add(new Finding("root", null, null, index, flaw));
        }

        before = head;
        if (leaves.Count != head.Events || MerkleTree.Root(leaves) != head.Root)
        {
            findings.Add(new Finding("leaves", null, null, index, "the hashes that are kept with it do not make it"));
            return null;
        }

        return new StretchCheck(this, index, leaves);
    }

    /// <summary>An event that no root can vouch for: it must follow from the one before.</summary>
    internal void Take(AuditedRow row, bool isUnsealed)
    {
        unsealed += isUnsealed ? 1 : 0;
        var (sequence, hash) = Last(row.Number);
        var own = row.After(hash);
        if (row.Sequence != sequence + 1)
        {
            Add(row.Sequence > sequence ? "missing" : "inserted", row.Number, row.Sequence, null, row.Sequence > sequence ? "events in front of it are missing" : "there is an event with this sequence already");
        }
        else if (row.Stored is { } stored && stored != own)
        {
            Add("changed", row.Number, row.Sequence, null, "it does not say what it said when its hash was made, or the event in front of it does not");
        }

        Follow(row, row.Stored ?? own);
    }

    /// <summary>Roots that were kept must be here still, as they were.</summary>
    internal void Compare(IReadOnlyDictionary<long, string>? known, IReadOnlyList<string> here)
    {
        foreach (var (index, text) in (known ?? new Dictionary<long, string>()).OrderBy(static root => root.Key))
        {
            if (index >= here.Count || SignedRoot.Parse(here[(int)index])?.Head != SignedRoot.Parse(text)?.Head)
            {
                findings.Add(new Finding("root", null, null, index, index >= here.Count ? "it was there before, and is gone" : "another one was there before"));
            }
        }
    }

    internal (long Sequence, AuditHash Hash) Last(string number) => last.GetValueOrDefault(number);

    /// <summary>An event was found, with this hash.</summary>
    internal void Follow(AuditedRow row, AuditHash hash)
    {
        events++;
        last[row.Number] = (row.Sequence, hash);
        if (ends.TryGetValue(row.Number, out var end) && end.ChainSequence == row.Sequence && end.ChainHash != hash.ToString())
        {
            Add("record", row.Number, row.Sequence, null, "the number's own record knows another event in its place");
        }
    }

    /// <summary>A row stands where another event was: the next one of its number follows from that.</summary>
    internal void Replaced(AuditHash hash, AuditedRow row)
    {
        events++;
        rowless.Add(hash);
        if (row.Sequence > Last(row.Number).Sequence)
        {
            last[row.Number] = (row.Sequence, hash);
        }
    }

    internal void Lose(AuditHash hash, long root, int place)
    {
        lost[hash] = (root, place);
        rowless.Add(hash);
    }

    internal void Name(AuditHash hash, string number, long sequence) => named[hash] = (number, sequence);

    internal void Add(string kind, string number, long? sequence, long? root, string what) => findings.Add(new Finding(kind, Finding.Mask(number), sequence, root, what));

    /// <summary>All events have been read. Numbers that have more of them than their record knew at the beginning: written since, or by somebody else.</summary>
    internal IReadOnlySet<string> End()
    {
        foreach (var end in ends.Values)
        {
            var reached = Last(end.Number).Sequence;
            if (end.Sequence is not { } sequence || reached >= sequence)
            {
                continue;
            }

            if (AuditHash.TryParse(end.ChainHash, out var hash) && lost.ContainsKey(hash))
            {
                Name(hash, end.Number, end.ChainSequence);
            }
            else if (!lost.Keys.Any(gone => named.TryGetValue(gone, out var known) && known.Number == end.Number))
            {
                Add("missing", end.Number, sequence, null, "its last events are gone: its record knows of them");
            }
        }

        return last.Where(number => !ends.TryGetValue(number.Key, out var end) || number.Value.Sequence > (end.Sequence ?? long.MaxValue)).Select(static number => number.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The records once more, read after all events: what they still do not know of was not written by the registry.</summary>
    internal void EndAgain(IReadOnlySet<string> numbers, IReadOnlyDictionary<string, EndRow> now)
    {
        foreach (var number in numbers)
        {
            if (!now.TryGetValue(number, out var end))
            {
                Add("record", number, null, null, "the number has events and no record");
            }
            else if (end.Sequence is { } sequence && Last(number).Sequence > sequence)
            {
                Add("inserted", number, Last(number).Sequence, null, "the number's own record knows nothing of it");
            }
        }
    }
}
