using System.Runtime.InteropServices;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>Those rows of a window that one block of numbers is asked about, in the window's order: what they ask is gathered here, and answers are taken from here, one after the other.</summary>
internal sealed class BlockGroup(BlockKey key, bool byToken)
{
    private ushort[] lines = [];
    private int[] days = [];
    private string[] tokens = [];
    private int filled;
    private BlockAnswers? answers;
    private ApiError? error;
    private int taken;

    internal BlockKey Key => key;

    /// <summary>How many rows it has, counted before the first is put in.</summary>
    internal int Count { get; set; }

    /// <summary>A command on one of its numbers has just been answered.</summary>
    internal bool Fresh { get; set; }

    internal void Put(in AskedRow row)
    {
        if (filled == 0)
        {
            lines = new ushort[Count];
            if (byToken) tokens = new string[Count];
            else days = new int[Count];
        }

        lines[filled] = row.Number;
        if (byToken) tokens[filled] = row.Token!;
        else days[filled] = row.Day;
        filled++;
    }

    internal BlockQuestions Questions(string platform) => new()
    {
        Lines = ImmutableCollectionsMarshal.AsImmutableArray(lines),
        Days = ImmutableCollectionsMarshal.AsImmutableArray(days),
        Tokens = ImmutableCollectionsMarshal.AsImmutableArray(tokens),
        Platform = platform,
        Fresh = Fresh,
    };

    internal void Give(BlockAnswers given) => answers = given;

    /// <summary>None of its rows has an answer.</summary>
    internal void Refuse(ApiError why) => error = why;

    /// <summary>The next row's answer.</summary>
    internal void Take(ref AskedRow row)
    {
        if (error is not null)
        {
            row.Error = error;
            return;
        }

        row.Answer = answers!.Items[taken++];
        if (CheckDesk.ErrorOf(row.Answer) is { } flaw) (row.Error, row.Detail) = flaw;
    }
}
