using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Domain.Checks;

/// <summary>Answers of a check.</summary>
public enum CheckAnswer
{
    /// <summary>The owner of that date or token is not the owner now, or nobody is.</summary>
    Yes,

    /// <summary>Still the same owner.</summary>
    No,

    /// <summary>The registry does not know the number, or not as far back.</summary>
    NoData,
}

/// <summary>"Has the owner changed since?" (as 47 CFR 64.1200(m), the Reassigned Numbers Database, asks it). Gives out no date and no identity.</summary>
public static class OwnerCheck
{
    /// <summary>By date, in the country's calendar. The day on which the present tenure began answers no.</summary>
    public static CheckAnswer ByDate(OwnerFacts facts, DateOnly date) =>
        facts.Covered is not { } covered || date < covered ? CheckAnswer.NoData
        : facts.Owned && date >= facts.Since ? CheckAnswer.No
        : CheckAnswer.Yes;

    /// <summary>By the instant at which somebody left the number as theirs. A tenure that began later is another owner's, also where the registry knew nobody before it.</summary>
    public static CheckAnswer ByInstant(NumberState? state, DateTimeOffset at) =>
        state?.Tenure is null ? CheckAnswer.NoData
        : state.Owned && state.Tenure.Since <= at ? CheckAnswer.No
        : CheckAnswer.Yes;

    /// <summary>By the token that was handed out when the binding was registered.</summary>
    public static CheckAnswer ByToken(OwnerFacts facts, string platform, string number, string token, ReadOnlySpan<byte> key) =>
        ByGeneration(facts, TenureToken.GenerationOf(key, platform, number, facts.Generation, token));

    /// <summary>By the generation that a token stands for, or null where it stands for none of this number.</summary>
    public static CheckAnswer ByGeneration(OwnerFacts facts, int? generation) =>
        generation is null ? CheckAnswer.NoData
        : facts.Owned && generation == facts.Generation ? CheckAnswer.No
        : CheckAnswer.Yes;

    /// <summary>By date, of a whole state.</summary>
    public static CheckAnswer ByDate(NumberState? state, DateOnly date, FreezeProfile country) =>
        state is null ? CheckAnswer.NoData : ByDate(OwnerFacts.Of(state, country), date);

    /// <summary>By token, of a whole state.</summary>
    public static CheckAnswer ByToken(NumberState? state, string platform, string token, ReadOnlySpan<byte> key) =>
        state is null ? CheckAnswer.NoData : ByGeneration(new OwnerFacts(state.Owned, state.Generation, null, default), TenureToken.GenerationOf(key, platform, state.Number, state.Generation, token));
}
