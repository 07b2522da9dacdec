using System.Text.Json;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Checks;

/// <summary>
/// Ten thousand numbers at 12 bytes each, in pages that are made when their first number is known. Facts come from three sides (the load, the feed, this silo's own
/// commits) in any order and more than once: a number's sequence says which are newer. What the feed says before the load is there waits for it.
/// </summary>
internal sealed class NumberBlock(BlockKey key, FreezeProfile calendar)
{
    private const int Page = 250;

    private readonly Lock gate = new();
    private readonly NumberEntry[]?[] pages = new NumberEntry[BlockKey.Size / Page][];
    private readonly HashSet<int> stuck = [];
    private List<(int Line, EventRow Event)>? early = [];
    private long asked;

    public BlockKey Key => key;

    public FreezeProfile Calendar => calendar;

    /// <summary>What the ledger held is in it.</summary>
    public bool IsLoaded => Volatile.Read(ref early) is null;

    /// <summary>When its grain was asked last (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public long Asked { get => Volatile.Read(ref asked); set => Volatile.Write(ref asked, value); }

    /// <summary>What the ledger holds; from now on events are applied as they come.</summary>
    public void Load(IReadOnlyList<NumberFacts> facts)
    {
        lock (gate)
        {
            Take(facts);
            foreach (var (line, happened) in early ?? [])
            {
                TakeEvent(line, happened);
            }

            early = null;
        }
    }

    /// <summary>What the ledger holds of some numbers, read again.</summary>
    public void Refresh(IReadOnlyList<NumberFacts> facts)
    {
        lock (gate)
        {
            Take(facts);
        }
    }

    /// <summary>An event of the feed; it comes after every earlier event of its number.</summary>
    public void Apply(int line, EventRow happened)
    {
        lock (gate)
        {
            if (early is null)
            {
                TakeEvent(line, happened);
            }
            else
            {
                early.Add((line, happened));
            }
        }
    }

    /// <summary>A state that was committed on this silo.</summary>
    public void Note(int line, NumberState state)
    {
        lock (gate)
        {
            Take(line, OwnerFacts.Of(state, calendar), state.Sequence);
        }
    }

    /// <summary>Facts of some numbers, each at its line's place; null: its record can't be read. All under one lock: a lock for each would let the processor fetch only one from memory at a time.</summary>
    public OwnerFacts?[] At(ReadOnlySpan<ushort> lines)
    {
        var facts = new OwnerFacts?[lines.Length];
        lock (gate)
        {
            var anyStuck = stuck.Count > 0;
            for (var i = 0; i < lines.Length; i++)
            {
                int line = lines[i];
                facts[i] = anyStuck && stuck.Contains(line) ? null : pages[line / Page]?[line % Page].Facts ?? default(OwnerFacts);
            }
        }

        return facts;
    }

    /// <summary>Those of some numbers whose record could not be read when it was read last.</summary>
    public ushort[] Stuck(IReadOnlyList<ushort> lines)
    {
        lock (gate)
        {
            return stuck.Count == 0 ? [] : [.. lines.Where(line => stuck.Contains(line))];
        }
    }

    private void Take(IReadOnlyList<NumberFacts> facts)
    {
        foreach (var f in facts)
        {
            var line = BlockKey.Of(f.Number).Line;
            if (f.IsStuck)
            {
                stuck.Add(line);
                continue;
            }

            stuck.Remove(line);
            var owned = f.Phase is "inService" or "suspended";
            var covered = f.CoveredSince is { } since ? calendar.DayOf(since) : (DateOnly?)null;
            Take(line, new OwnerFacts(owned, f.Generation, covered, f.TenureSince is { } tenure ? calendar.DayOf(tenure) : default), f.Sequence);
        }
    }

    private void TakeEvent(int line, EventRow happened)
    {
        ref var entry = ref EntryAt(line);
        if (happened.Sequence <= entry.Sequence)
        {
            return;
        }

        try
        {
            entry = new NumberEntry(entry.Facts.After(JsonSerializer.Deserialize<NumberEvent>(happened.Data, NumberFormat.Options)!, calendar), happened.Sequence);
        }
#pragma warning disable CA1031 // Whatever is wrong with one row must not end the one reader of all.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Whoever asks next has the record itself read.
            stuck.Add(line);
        }
    }

    private void Take(int line, OwnerFacts facts, long sequence)
    {
        ref var entry = ref EntryAt(line);
        if (sequence > entry.Sequence)
        {
            entry = new NumberEntry(facts, sequence);
        }
    }

    private ref NumberEntry EntryAt(int line) => ref (pages[line / Page] ??= new NumberEntry[Page])[line % Page];
}
