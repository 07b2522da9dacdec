using System.Collections.Immutable;
using Orleans.Concurrency;

namespace RecycledNumbers.Contracts.Checks;

/// <summary>
/// Checks for 10,000 consecutive numbers, out of a few bytes each. Key: E.164 text without the last four digits, <c>+8613800138</c>. Every silo that is asked holds
/// its own copy, so that a check crosses no network behind the silo; it loads from the ledger and follows the ledger's events. Wakes no number.
/// </summary>
[Alias("rn.INumberBlockGrain")]
public interface INumberBlockGrain : IGrainWithStringKey
{
    /// <summary>Answers questions about numbers of this block, each at its place. Answers are at most two seconds old; of what this silo itself has written they are never old.</summary>
    /// <exception cref="Faults.RegistryUnavailableException">The ledger can't be read.</exception>
    [Alias("Check"), AlwaysInterleave] Task<BlockAnswers> Check(BlockQuestions questions);
}

/// <summary>Questions about numbers of one block: places belong together across the lists.</summary>
[GenerateSerializer, Immutable, Alias("rn.BlockQuestions")]
public sealed record BlockQuestions
{
    /// <summary>Last four digits of each number, 0–9999.</summary>
    [Id(0)] public required ImmutableArray<ushort> Lines { get; init; }

    /// <summary>Days asked about (<see cref="DateOnly.DayNumber"/>), in the calendar of the numbers' country; empty where tokens are asked about.</summary>
    [Id(1)] public ImmutableArray<int> Days { get; init; } = [];

    /// <summary>Tenure tokens asked about; empty where days are.</summary>
    [Id(2)] public ImmutableArray<string> Tokens { get; init; } = [];

    /// <summary>The platform that holds the tokens.</summary>
    [Id(3)] public string Platform { get; init; } = "";

    /// <summary>Read these numbers from the ledger first: whoever asks has just had a command on one of them answered.</summary>
    [Id(4)] public bool Fresh { get; init; }
}

/// <summary>Answers, each at its question's place.</summary>
[GenerateSerializer, Immutable, Alias("rn.BlockAnswers")]
public sealed record BlockAnswers([property: Id(0)] ImmutableArray<BlockAnswer> Items);

/// <summary>Answer to one question.</summary>
[GenerateSerializer, Alias("rn.BlockAnswer")]
public enum BlockAnswer : byte
{
    /// <summary>The owner of then is not the owner now, or nobody is.</summary>
    Yes,

    /// <summary>Still the same.</summary>
    No,

    /// <summary>Not known, or not as far back.</summary>
    NoData,

    /// <summary>The day lies in the future of the numbers' country: no answer.</summary>
    FutureDay,

    /// <summary>The record of this very number can't be read: no answer until it is repaired.</summary>
    Stuck,
}
