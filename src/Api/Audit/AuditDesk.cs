using System.Collections.Immutable;
using System.Text.Json;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Api.Audit;

/// <summary>Makes a number's history into something that can be checked without the registry.</summary>
internal sealed class AuditDesk(Func<IAuditLedger> ledger, EventSalts salts) : IDisposable
{
    /// <summary>Exports at work at once in a process: each reads 2 MB for a root that is full.</summary>
    private const int AtOnce = 2;

    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <param name="number">E.164 text.</param>
    /// <param name="reader">Who will read it.</param>
    /// <param name="mayReadAll">Accounts and subscribers too.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<AuditExport> Export(string number, Party reader, bool mayReadAll, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            var rows = await ledger().ReadHistories([number], cancellation);
            var hashes = Hashes(rows);
            var (roots, proofs) = await Prove(rows, hashes, cancellation);
            return new AuditExport(number, [.. rows.Select((row, i) => Shape(row, hashes[i], proofs[i], reader, mayReadAll))], roots);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    /// <summary>As they stand in the rows, and worked out where an earlier release wrote none.</summary>
    private AuditHash[] Hashes(IReadOnlyList<AuditEvent> rows)
    {
        var hashes = new AuditHash[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            hashes[i] = rows[i].Hash ?? salts.Next(i == 0 ? default : hashes[i - 1], rows[i].Number, rows[i].Event);
        }

        return hashes;
    }

    private async Task<(ImmutableArray<string> Roots, InclusionProof?[] Proofs)> Prove(IReadOnlyList<AuditEvent> rows, AuditHash[] hashes, CancellationToken cancellation)
    {
        var roots = new SortedDictionary<long, (AuditRoot Root, List<int> Events)>();
        AuditRoot? root = null;
        for (var i = 0; i < rows.Count; i++)
        {
            root = await ledger().FindRootOf(rows[i].Cursor, cancellation);
            if (root is null) continue;
            if (!roots.TryGetValue(root.Index, out var under)) roots[root.Index] = under = (root, []);
            under.Events.Add(i);
        }

        var proofs = new InclusionProof?[rows.Count];
        foreach (var (index, (_, events)) in roots)
        {
            var leaves = await ledger().ReadLeaves(index, cancellation) ?? [];
            var places = events.ConvertAll(i => Array.IndexOf(leaves, hashes[i]));
            var paths = new Queue<IReadOnlyList<AuditHash>>(MerkleTree.Proofs(leaves, [.. places.Where(static place => place >= 0)]));
            foreach (var (i, place) in events.Zip(places))
                proofs[i] = place < 0 ? new InclusionProof(index, Place: null, []) : new InclusionProof(index, place, [.. paths.Dequeue().Select(static hash => hash.ToString())]);
        }

        return ([.. roots.Values.Select(static under => under.Root.Signed)], proofs);
    }

    private ProvedEvent Shape(AuditEvent row, AuditHash hash, InclusionProof? proof, Party reader, bool mayReadAll)
    {
        var happened = row.Event;
        var maySeeCause = EventPrivacy.MaySeeCause(reader, happened);
        var (data, isWhole) = mayReadAll ? (happened.Data, true) : Redacted(happened.Data);
        return new ProvedEvent(
            happened.Sequence, happened.At, happened.Generation, happened.Type, happened.Actor, maySeeCause ? happened.Cause : "", data,
            maySeeCause && isWhole ? salts.Of(row.Number, happened.Sequence).ToString() : null,
            salts.Chained(row.Number, happened).Content.ToString(), hash.ToString(), proof);
    }

    /// <summary>Whoever may see nothing of it and whoever sees all of it read the very text; else the text is written anew, and proves nothing.</summary>
    private static (string Data, bool IsWhole) Redacted(string data)
    {
        try
        {
            var (shown, isWhole) = EventPrivacy.Redact(data);
            return (isWhole ? data : shown, isWhole);
        }
        catch (JsonException)
        {
            // Somebody wrote over it.
            return ("", false);
        }
    }
}
