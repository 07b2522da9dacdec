namespace RecycledNumbers.Ledger.Numbers;

/// <summary>The few facts of a number that checks are answered from, without its bindings and its history.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Phase">As the API names it.</param>
/// <param name="Generation">Of the present or last tenure; 0 before the first.</param>
/// <param name="Sequence">Its newest event: whoever has applied a later one is ahead of these facts.</param>
/// <param name="CoveredSince">Since when the registry knows who had it, or null.</param>
/// <param name="TenureSince">When the present or last tenure began, or null before the first.</param>
public sealed record NumberFacts(string Number, string Phase, int Generation, long Sequence, DateTimeOffset? CoveredSince, DateTimeOffset? TenureSince)
{
    /// <summary>The number's record can't be read: nothing but <see cref="Number"/> is known.</summary>
    public bool IsStuck { get; private init; }

    /// <summary>All that can be said of a number whose record can't be read.</summary>
    public static NumberFacts Stuck(string number) => new(number, Phase: "", Generation: 0, Sequence: 0, CoveredSince: null, TenureSince: null) { IsStuck = true };
}
