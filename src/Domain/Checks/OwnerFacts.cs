using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Checks;

/// <summary>All that a check looks at, in days of the number's country. Names nobody.</summary>
/// <param name="Owned">A subscriber has the number now.</param>
/// <param name="Generation">Of the present or last tenure; 0 before the first.</param>
/// <param name="Covered">First day on which the registry knows who had it, or null: it knows nothing.</param>
/// <param name="Since">Day on which the present or last tenure began.</param>
public readonly record struct OwnerFacts(bool Owned, int Generation, DateOnly? Covered, DateOnly Since)
{
    /// <summary>Facts of a state.</summary>
    public static OwnerFacts Of(NumberState state, FreezeProfile country) => new(
        state.Owned,
        state.Generation,
        state.CoveredSince is { } covered ? country.DayOf(covered) : null,
        state.Tenure is { } tenure ? country.DayOf(tenure.Since) : default);

    /// <summary>Facts after an event: what <see cref="NumberReplay"/> makes of them, and nothing else.</summary>
    public OwnerFacts After(NumberEvent happened, FreezeProfile country) => happened switch
    {
        TenureStarted e => new(true, e.Generation, Covered ?? country.DayOf(e.Since), country.DayOf(e.Since)),
        Transferred e => this with { Generation = e.Generation, Since = country.DayOf(e.At) },
        Deactivated => this with { Owned = false },
        Reinstated => this with { Owned = true },
        _ => this,
    };
}
