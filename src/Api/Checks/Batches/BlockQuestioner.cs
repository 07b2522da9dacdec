using System.Runtime.InteropServices;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>
/// Answers a window of rows with one call to each block of numbers that they lie in, however they are mixed. The window is walked from its beginning to its end each time, because its rows fill
/// more memory than the processor keeps at hand: to go to and fro in it, block by block, costs more than the answers.
/// </summary>
internal sealed class BlockQuestioner(BlockDesk blocks, RecentCommands recent, string platform)
{
    private const int CallsAtOnce = 64;

    /// <summary>How often a block is asked that gives no answer in time: it waits until it is read, behind those that others asked about. A check changes nothing, so asking again is safe.</summary>
    private const int Asks = 6;

    /// <summary>In place of a row's group, which is told by 16 bits: a window has fewer rows than that.</summary>
    private const ushort AsksNothing = ushort.MaxValue;

    internal async Task Answer(AskedRow[] rows, int count, CancellationToken cancellation)
    {
        var groupOf = new ushort[count];
        var groups = Group(rows.AsSpan(0, count), groupOf);
        Fill(rows.AsSpan(0, count), groupOf, groups);
        foreach (var some in groups.Chunk(CallsAtOnce)) await Task.WhenAll(some.Select(group => Ask(group, cancellation))).WaitAsync(cancellation);
        for (var i = 0; i < count; i++)
        {
            if (groupOf[i] != AsksNothing) groups[groupOf[i]].Take(ref rows[i]);
        }
    }

    private static List<BlockGroup> Group(ReadOnlySpan<AskedRow> rows, Span<ushort> groupOf)
    {
        var groups = new List<BlockGroup>();
        var known = new Dictionary<(BlockKey Block, bool ByToken), ushort>();
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.Error is not null || (row.Day < 0 && row.Token is null))
            {
                groupOf[i] = AsksNothing;
                continue;
            }

            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (row.Key, row.Token is not null), out var exists);
            if (!exists)
            {
                group = checked((ushort)groups.Count);
                groups.Add(new BlockGroup(row.Key, row.Token is not null));
            }

            groups[group].Count++;
            groupOf[i] = group;
        }

        return groups;
    }

    private void Fill(ReadOnlySpan<AskedRow> rows, ReadOnlySpan<ushort> groupOf, List<BlockGroup> groups)
    {
        var anyRecent = recent.Any;
        for (var i = 0; i < rows.Length; i++)
        {
            if (groupOf[i] == AsksNothing) continue;
            var group = groups[groupOf[i]];
            group.Put(in rows[i]);
            group.Fresh = group.Fresh || (anyRecent && recent.Has(group.Key, rows[i].Number));
        }
    }

    private async Task Ask(BlockGroup group, CancellationToken cancellation)
    {
        if (!blocks.IsPossible(group.Key))
        {
            group.Refuse(ApiErrors.InvalidNumber);
            return;
        }

        for (var ask = 1; ; ask++)
        {
            try
            {
                group.Give(await blocks.Check(group.Key, group.Questions(platform)));
                return;
            }
            catch (TimeoutException) when (ask < Asks && !cancellation.IsCancellationRequested)
            {
            }
            catch (Exception fault) when (PartFaults.Of(fault) is { } part)
            {
                group.Refuse(part == ApiErrors.OutcomeUnknown ? ApiErrors.Unavailable : part);
                return;
            }
        }
    }
}
