using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Grains.Batches;

/// <summary>One chunk done: all numbers side by side, the rows of one number in their order.</summary>
/// <remarks>
/// An accepted row is remembered by its number, a refused one by nobody. So before a number's next row begins, the refusal of the one before it is put on
/// record: done again after a crash, it could otherwise be accepted then, behind a row that came after it.
/// </remarks>
internal sealed class ChunkRun(BatchWork work, IGrainFactory grains, IBatchLedger ledger, BatchGate gate, TimeProvider time)
{
    /// <summary>A row whose number answers with faults while the ledger does answer is given up after so many tries, or it would hold up its lane for ever.</summary>
    private const int Tries = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Party actor = Party.Parse(work.Party);
    private readonly BatchRow[] rows = BatchFormat.Rows(work.Chunk);

    public async Task Run(CancellationToken stop)
    {
        var results = BatchFormat.Results(work.Chunk, rows.Length);
        var rounds = Rounds();
        for (var round = 0; round < rounds.Count; round++)
        {
            var places = rounds[round].Where(place => results[place] is null).ToArray();
            await Task.WhenAll(places.Select(place => Do(place, results, stop)));
            if (round + 1 < rounds.Count && places.Any(place => results[place] is { IsAccepted: false }))
            {
                await ledger.SaveSome(work.Chunk, BatchFormat.Pack(results), stop);
            }
        }

        var accepted = results.Count(static r => r!.IsAccepted);
        await ledger.SaveAll(work.Chunk, BatchFormat.Pack(results), accepted, rows.Length - accepted, time.GetUtcNow(), stop);
    }

    /// <summary>Places of rows: the first of every number, the second of those that have one, and so on.</summary>
    private List<List<int>> Rounds()
    {
        var rounds = new List<List<int>>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < rows.Length; place++)
        {
            var round = 0;
            if (rows[place] is { Code: null, Number: { } number })
            {
                round = seen.GetValueOrDefault(number);
                seen[number] = round + 1;
            }

            if (round == rounds.Count)
            {
                rounds.Add([]);
            }

            rounds[round].Add(place);
        }

        return rounds;
    }

    private async Task Do(int place, BatchRowResult?[] results, CancellationToken stop)
    {
        var row = rows[place];
        if (row.Code is not null)
        {
            results[place] = new BatchRowResult { Code = row.Code };
            return;
        }

        await gate.Enter(stop);
        try
        {
            results[place] = await Ask(row, stop);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task<BatchRowResult> Ask(BatchRow row, CancellationToken stop)
    {
        var grain = grains.GetGrain<INumberGrain>(row.Number!);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return BatchCommands.ResultOf(work.Content, await BatchCommands.Send(grain, work, row, actor));
            }
            catch (CommandRejectedException)
            {
                return new BatchRowResult { Code = "internal_error" };
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                await Task.Delay(Pause * attempt, time, stop);
                // While the ledger itself is down nothing is given up: this throws, and the lane begins its chunk again later.
                await ledger.ReadLanes(work.Chunk.BatchId, stop);
                if (attempt == Tries)
                {
                    return new BatchRowResult { Code = "outcome_unknown" };
                }
            }
        }
    }
}
