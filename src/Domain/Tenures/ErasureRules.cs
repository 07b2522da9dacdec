using System.Collections.Immutable;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>How long it can be told who had a number: while the tenure lasts, and the retention time after it.</summary>
public static class ErasureRules
{
    /// <summary>
    /// The state with a salt for each of these tenures and for the one that can be told of, and with the day on which each is destroyed. The salts are made outside the rules, as the contacts are sealed
    /// there: they are by chance, and no event tells of them.
    /// </summary>
    /// <param name="state">A state that is about to be written.</param>
    /// <param name="sealing">Tenures of which something is about to be sealed.</param>
    /// <param name="retention">How long after its end.</param>
    /// <param name="newSalt">Makes a salt.</param>
    public static NumberState Keep(NumberState state, IEnumerable<int> sealing, TimeSpan retention, Func<string> newSalt)
    {
        var told = state.Tenure is { Subscriber.Length: > 0 } tenure ? [tenure.Generation] : Array.Empty<int>();
        var missing = sealing.Concat(told).Distinct().Where(g => state.Salts.All(s => s.Generation != g)).Select(g => new TenureSalt { Generation = g, Salt = newSalt() });
        ImmutableArray<TenureSalt> salts = [.. state.Salts.Concat(missing).Select(s => s with { EraseAt = Earlier(s.EraseAt, EndOf(state, s.Generation) + retention) }).OrderBy(s => s.Generation)];
        return salts.SequenceEqual(state.Salts) ? state : state with { Salts = salts };
    }

    /// <summary>Whether a salt may be destroyed once its time has come: who can still be given the number back must be known.</summary>
    public static bool IsErasable(NumberState state, TenureSalt salt) => state.Phase != Phase.Frozen || salt.Generation != state.Generation;

    /// <summary>Erases what is due.</summary>
    internal static Course Erase(Course course, DateTimeOffset now) =>
        course.ThenEach(course.State.Salts.Where(s => s.EraseAt <= now && IsErasable(course.State, s)), s => new TenureErased(now, s.Generation));

    /// <summary>Unbindings of the tenure that are over go too, unless their account still hangs on the number: that is not over.</summary>
    internal static NumberState Apply(NumberState state, TenureErased happened) => state with
    {
        Salts = state.Salts.RemoveAll(s => s.Generation == happened.Generation),
        Tenure = state.Tenure is { } tenure && tenure.Generation == happened.Generation ? tenure with { Subscriber = "" } : state.Tenure,
        Unbindings = state.Unbindings.RemoveAll(u => !u.Open && u.Generation == happened.Generation && state.Bindings.All(b => b.Id != u.BindingId)),
    };

    /// <summary>The day only ever moves closer, and there is none while the tenure lasts.</summary>
    private static DateTimeOffset? Earlier(DateTimeOffset? set, DateTimeOffset? at) => at is null ? null : set < at ? set : at;

    // Of tenures before the last one the state knows no more than that they are over, and since when at the latest.
    private static DateTimeOffset? EndOf(NumberState state, int generation) =>
        !state.IsOver(generation) ? null : generation == state.Generation ? state.Tenure?.Ended : state.LastEnded ?? state.Tenure?.Since;
}
