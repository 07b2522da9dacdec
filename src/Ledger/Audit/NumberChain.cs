using System.Collections.Immutable;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Audit;

/// <summary>Goes on with a number's chain: from where it is known to stand, or from what was written meanwhile without a hash.</summary>
internal sealed class NumberChain(ILedger ledger, EventSalts salts)
{
    private const int AtOnce = 1_000;

    /// <summary>The commit with its events' hashes. It reads only where silos of an earlier release have written since.</summary>
    public async Task<NumberCommit> Hash(NumberCommit commit, ChainHead head)
    {
        if (commit.Events.IsEmpty)
        {
            return commit;
        }

        var before = commit.Events[0].Sequence - 1;
        head = head.Sequence == before ? head : await Reach(commit.Number, head.Sequence < before ? head : default, before);
        var hashes = ImmutableArray.CreateBuilder<AuditHash>(commit.Events.Length);
        var hash = head.Hash;
        foreach (var happened in commit.Events)
        {
            hashes.Add(hash = salts.Next(hash, commit.Number, happened));
        }

        return commit with { Hashes = hashes.MoveToImmutable() };
    }

    private async Task<ChainHead> Reach(string number, ChainHead head, long before)
    {
        while (head.Sequence < before)
        {
            var rows = await ledger.ReadEvents(number, head.Sequence, (int)Math.Min(AtOnce, before - head.Sequence));
            if (rows.Count == 0)
            {
                // Rows are gone. The number goes on; who audits it is told.
                return head;
            }

            foreach (var happened in rows)
            {
                head = new ChainHead(happened.Sequence, salts.Next(head.Hash, number, happened));
            }
        }

        return head;
    }
}
