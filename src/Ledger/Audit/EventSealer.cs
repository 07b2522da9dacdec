using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Ledger.Audit;

/// <summary>
/// Puts settled events under signed roots. A root is a function of the one before and of the events behind it, and its index is a key: whoever makes it, and however often one is begun and not ended,
/// there is one root of each index, and no event is left out or in two.
/// </summary>
public sealed class EventSealer(IAuditLedger ledger, EventSalts salts, IRootSigner signer, TimeProvider time)
{
    private const int AtOnce = 4_096;
    private const int HistoriesAtOnce = 200;

    /// <summary>Most events under one root.</summary>
    internal int Most { get; init; } = TreeHead.MostEvents;

    /// <summary>Makes the next root, with at most <see cref="TreeHead.MostEvents"/> events. Null: nothing new is settled, or another silo has just made it.</summary>
    public async Task<AuditRoot?> SealNext(CancellationToken cancellation = default)
    {
        var last = await ledger.FindLastRoot(cancellation);
        var leaves = new List<AuditHash>();
        var chains = new Dictionary<string, ChainHead>(StringComparer.Ordinal);
        var upTo = last?.UpTo ?? "0.0";
        while (leaves.Count < Most)
        {
            var most = Math.Min(AtOnce, Most - leaves.Count);
            var rows = await ledger.ReadStretch(upTo, null, most, cancellation);
            await Catch(chains, rows, cancellation);
            foreach (var row in rows)
            {
                var hash = row.Hash ?? salts.Next(chains.GetValueOrDefault(row.Number).Hash, row.Number, row.Event);
                chains[row.Number] = new ChainHead(row.Event.Sequence, hash);
                leaves.Add(hash);
                upTo = row.Cursor;
            }

            if (rows.Count < most)
            {
                break;
            }
        }

        if (leaves.Count == 0)
        {
            return null;
        }

        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var head = new TreeHead((last?.Index ?? -1) + 1, last?.UpTo ?? "0.0", upTo, leaves.Count, MerkleTree.Root(leaves), Fingerprint(last), now);
        var root = new AuditRoot(head.Index, upTo, leaves.Count, now, signer.Sign(head));
        return await ledger.AddRoot(root, leaves, cancellation) ? root : null;
    }

    /// <summary>A root that somebody wrote over is followed all the same: who audits the roots is told of it.</summary>
    private static AuditHash Fingerprint(AuditRoot? last) => last is not null && SignedRoot.Parse(last.Signed) is { } signed ? signed.Head.Fingerprint() : default;

    /// <summary>What earlier releases wrote has no hash: it is worked out from the number's own history.</summary>
    private async Task Catch(Dictionary<string, ChainHead> chains, IReadOnlyList<AuditEvent> rows, CancellationToken cancellation)
    {
        var first = rows.DistinctBy(static row => row.Number, StringComparer.Ordinal)
            .Where(row => row.Hash is null && row.Event.Sequence > 1 && !chains.ContainsKey(row.Number))
            .ToDictionary(static row => row.Number, static row => row.Event.Sequence, StringComparer.Ordinal);
        foreach (var numbers in first.Keys.Chunk(HistoriesAtOnce))
        {
            foreach (var row in await ledger.ReadHistories(numbers, cancellation))
            {
                if (row.Event.Sequence < first[row.Number])
                {
                    chains[row.Number] = new ChainHead(row.Event.Sequence, row.Hash ?? salts.Next(chains.GetValueOrDefault(row.Number).Hash, row.Number, row.Event));
                }
            }
        }
    }
}
