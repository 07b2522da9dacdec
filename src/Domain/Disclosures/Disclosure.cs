using System.Collections.Immutable;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Disclosures;

/// <summary>What a buyer is told. Counts per platform category; no account, no platform, no day.</summary>
[GenerateSerializer, Immutable, Alias("rn.Disclosure")]
public sealed record Disclosure
{
    /// <summary>Somebody had it before.</summary>
    [Id(0)] public bool SecondHand { get; init; }

    /// <summary>How many tenures there were before the present one; before the next one, where nobody has the number.</summary>
    [Id(1)] public int EarlierTenures { get; init; }

    /// <summary>Month in which the last one ended, <c>YYYY-MM</c> in the country's time zone, or null.</summary>
    [Id(2)] public string? LastEnded { get; init; }

    /// <summary>Bindings of earlier tenures that were cleared.</summary>
    [Id(3)] public ImmutableSortedDictionary<string, int> Cleared { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Bindings of earlier tenures that still stand.</summary>
    [Id(4)] public ImmutableSortedDictionary<string, int> Residual { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The disclosure of a number.</summary>
    public static Disclosure Of(NumberState state, FreezeProfile country)
    {
        var earlier = state.Owned ? state.Generation - 1 : state.Generation;
        var ended = state.Owned ? state.LastEnded : state.Tenure?.Ended;
        return earlier < 1 ? new Disclosure() : new Disclosure
        {
            SecondHand = true,
            EarlierTenures = earlier,
            LastEnded = ended is null ? null : country.MonthOf(ended.Value),
            Cleared = state.Cleared,
            Residual = state.Standing.GroupBy(b => b.Category).ToImmutableSortedDictionary(g => g.Key, g => g.Count()),
        };
    }
}
