using System.Collections.Immutable;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Holders;

/// <summary>How many accounts hang on a number in its present tenure (一证通查), by category of the platforms; or why that is not told.</summary>
/// <param name="Refusal">Why not, or null.</param>
/// <param name="Counts">Accounts by category.</param>
[GenerateSerializer, Immutable, Alias("rn.LinkedAccounts")]
public sealed record LinkedAccounts([property: Id(0)] Refusal? Refusal, [property: Id(1)] ImmutableSortedDictionary<string, int> Counts)
{
    /// <summary>Not told.</summary>
    public static LinkedAccounts Refuse(Refusal refusal) => new(refusal, ImmutableSortedDictionary<string, int>.Empty);

    /// <summary>Told to the subscriber of the present tenure alone.</summary>
    /// <param name="state">The number.</param>
    /// <param name="subscriber">Keyed hash of the carrier's reference of the person whom it has identified.</param>
    public static LinkedAccounts Of(NumberState state, string subscriber) =>
        !state.Owned ? Refuse(Numbers.Refusal.NotAssigned)
        : state.Tenure!.Subscriber != subscriber ? Refuse(Numbers.Refusal.NotTheSubscriber)
        : new LinkedAccounts(null, HolderView.LinkedOf(state));
}
