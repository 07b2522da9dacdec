using System.Runtime.CompilerServices;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>The rows of a batch with what became of them, in the order of the file, a chunk of each lane in memory at a time.</summary>
internal sealed class BatchResults(IBatchLedger ledger, Batch batch, TenureTokens tokens, bool onlyRefused)
{
    private readonly Party party = Party.Parse(batch.Party);

    internal async IAsyncEnumerable<BatchRowAnswer> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<(BatchRow Row, BatchRowResult Result)>, long>();
        try
        {
            foreach (var lane in await ledger.ReadLanes(batch.Id, cancellation)) await Next(Lane(lane, cancellation).GetAsyncEnumerator(cancellation));
            while (heads.TryDequeue(out var head, out _))
            {
                var (row, result) = head.Current;
                await Next(head);
                yield return Of(row, result);
            }
        }
        finally
        {
            while (heads.TryDequeue(out var head, out _)) await head.DisposeAsync();
        }

        async Task Next(IAsyncEnumerator<(BatchRow Row, BatchRowResult Result)> head)
        {
            if (await head.MoveNextAsync()) heads.Enqueue(head, head.Current.Row.Line);
            else await head.DisposeAsync();
        }
    }

    private async IAsyncEnumerable<(BatchRow Row, BatchRowResult Result)> Lane(int lane, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = -1L;
        while (await ledger.ReadDone(batch.Id, lane, after, onlyRefused, cancellation) is { } chunk)
        {
            after = chunk.Sequence;
            var rows = BatchFormat.Rows(chunk);
            var results = BatchFormat.Results(chunk, rows.Length);
            for (var place = 0; place < rows.Length; place++)
                if (results[place] is { } result && !(onlyRefused && result.IsAccepted)) yield return (rows[place], result);
        }
    }

    private BatchRowAnswer Of(BatchRow row, BatchRowResult result) => new(
        row.Line,
        row.Number,
        row.Account,
        result.IsAccepted ? "accepted" : "refused",
        result.Refusal is { } refusal ? LifecycleErrors.Of(refusal).Code : result.Code,
        result.FrozenUntil,
        result.SecondHand,
        result.Generation is { } generation ? tokens.For(party, row.Number!, generation) : null,
        result.Seal is { } seal ? (seal ? "seal" : "none") : null);
}
