using System.Runtime.InteropServices;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>Answers a window of rows with one call to each block of numbers that they lie in, however they are mixed.</summary>
internal sealed class BlockQuestioner(BlockDesk blocks, RecentCommands recent, string platform)
{
    private const int CallsAtOnce = 64;

    /// <summary>How often a block is asked that gives no answer in time: it waits until it is read, behind those that others asked about. A check changes nothing, so asking again is safe.</summary>
    private const int Asks = 6;

    internal async Task Answer(AskedRow[] rows, int count, CancellationToken cancellation)
    {
        var groups = Group(rows, count);
        foreach (var some in groups.Chunk(CallsAtOnce)) await Task.WhenAll(some.Select(group => Ask(rows, group.Key.Block, group.Value, cancellation))).WaitAsync(cancellation);
    }

    private static Dictionary<(BlockKey Block, bool ByToken), List<int>> Group(AskedRow[] rows, int count)
    {
        var groups = new Dictionary<(BlockKey Block, bool ByToken), List<int>>();
        for (var i = 0; i < count; i++)
        {
            ref var row = ref rows[i];
            if (row.Error is not null || (row.Day < 0 && row.Token is null)) continue;
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, (row.Key, row.Token is not null), out _);
            (group ??= []).Add(i);
        }

        return groups;
    }

    private async Task Ask(AskedRow[] rows, BlockKey key, List<int> places, CancellationToken cancellation)
    {
        if (!blocks.IsPossible(key))
        {
            foreach (var place in places) rows[place].Error = ApiErrors.InvalidNumber;
            return;
        }

        for (var ask = 1; ; ask++)
        {
            try
            {
                Take(rows, places, await blocks.Check(key, Questions(rows, key, places)));
                return;
            }
            catch (TimeoutException) when (ask < Asks && !cancellation.IsCancellationRequested)
            {
            }
            catch (Exception fault) when (PartFaults.Of(fault) is { } part)
            {
                foreach (var place in places) rows[place].Error = part == ApiErrors.OutcomeUnknown ? ApiErrors.Unavailable : part;
                return;
            }
        }
    }

    private BlockQuestions Questions(AskedRow[] rows, BlockKey key, List<int> places)
    {
        var lines = new ushort[places.Count];
        var days = new int[places.Count];
        var tokens = rows[places[0]].Token is null ? null : new string[places.Count];
        var (fresh, anyRecent) = (false, recent.Any);
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var row = ref rows[places[i]];
            (lines[i], days[i]) = (row.Number, row.Day);
            if (tokens is not null) tokens[i] = row.Token!;
            fresh = fresh || (anyRecent && recent.Has(key, row.Number));
        }

        return new BlockQuestions
        {
            Lines = ImmutableCollectionsMarshal.AsImmutableArray(lines),
            Days = tokens is null ? ImmutableCollectionsMarshal.AsImmutableArray(days) : [],
            Tokens = tokens is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(tokens),
            Platform = platform,
            Fresh = fresh,
        };
    }

    private static void Take(AskedRow[] rows, List<int> places, BlockAnswers answers)
    {
        for (var i = 0; i < places.Count; i++)
        {
            ref var row = ref rows[places[i]];
            row.Answer = answers.Items[i];
            if (CheckDesk.ErrorOf(row.Answer) is { } error) (row.Error, row.Detail) = error;
        }
    }
}
