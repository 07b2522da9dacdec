using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Cli.Audit;

/// <summary>
/// Compares the events under one root, as the database has them now, with their hashes as they were when the root was made. Those hashes make the signed root, so they are right; what each row says
/// is hashed anew behind them, and a row whose hash is not among them, or a hash that no row has, is named.
/// </summary>
internal sealed class StretchCheck(WholeCheck whole, long root, IReadOnlyList<AuditHash> leaves)
{
    /// <summary>Hashes whose row is gone that are tried as the one before: so many rows in a row may be missing or replaced before a later one is called changed although it is not.</summary>
    private const int MostTried = 256;

    private readonly Dictionary<AuditHash, int> places = Places(leaves);
    private readonly bool[] found = new bool[leaves.Count];
    private readonly List<AuditedRow> strangers = [];
    private int next;

    internal void Take(AuditedRow row)
    {
        var last = whole.Last(row.Number);
        var hash = row.After(last.Hash);
        if (next < leaves.Count && leaves[next] == hash)
        {
            Match(row, next);
        }
        else if (places.TryGetValue(hash, out var place) && !found[place])
        {
            Match(row, place);
        }
        else if (Behind(row) is { } other)
        {
            Match(row, other);
        }
        else if (row.Stored is { } stored && places.TryGetValue(stored, out var own) && !found[own])
        {
            whole.Add("changed", row.Number, row.Sequence, root, "it does not say what it said when its hash was made");
            Match(row, own, isWhole: false);
        }
        else
        {
            strangers.Add(row);
        }
    }

    /// <summary>No more rows: what is left over on either side.</summary>
    internal void End()
    {
        var gone = Enumerable.Range(0, leaves.Count).Where(place => !found[place]).ToList();
        foreach (var (i, row) in strangers.Index())
        {
            var replaced = i < gone.Count;
            whole.Add(
                replaced ? "changed" : "inserted", row.Number, row.Sequence, root,
                replaced ? "the root was made over another event in its place" : "the root was made without it");
            if (replaced)
            {
                whole.Replaced(leaves[gone[i]], row);
            }
        }

        foreach (var place in gone.Skip(strangers.Count))
        {
            whole.Lose(leaves[place], root, place);
        }
    }

    private void Match(AuditedRow row, int place, bool isWhole = true)
    {
        if (place < next)
        {
            whole.Add("moved", row.Number, row.Sequence, root, "it stands behind events that were written after it");
        }

        if (isWhole && row.Stored is { } stored && stored != leaves[place])
        {
            whole.Add("hash", row.Number, row.Sequence, root, "the hash in its row is not its own");
        }

        found[place] = true;
        next = Math.Max(next, place + 1);
        whole.Follow(row, leaves[place]);
    }

    /// <summary>The row's place, where the event before it is one whose row is gone or was replaced.</summary>
    private int? Behind(AuditedRow row)
    {
        foreach (var lost in Enumerable.Range(0, Math.Min(next + MostTried, leaves.Count)).Where(place => !found[place]).Reverse().Take(MostTried).Select(place => leaves[place]).Concat(whole.Lost.Take(MostTried)))
        {
            if (places.TryGetValue(row.After(lost), out var place) && !found[place])
            {
                whole.Name(lost, row.Number, row.Sequence - 1);
                return place;
            }
        }

        return null;
    }

    private static Dictionary<AuditHash, int> Places(IReadOnlyList<AuditHash> leaves)
    {
        var byHash = new Dictionary<AuditHash, int>(leaves.Count);
        foreach (var (place, leaf) in leaves.Index())
        {
            byHash.TryAdd(leaf, place);
        }

        return byHash;
    }
}
