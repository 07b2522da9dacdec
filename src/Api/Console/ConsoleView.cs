using System.Collections.Immutable;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Api.Console;

/// <summary>Figures with the instant at which they were true.</summary>
/// <param name="Value">The figures.</param>
/// <param name="At">When, by the host's clock.</param>
public sealed record Aged<T>(T Value, DateTimeOffset At) where T : class;

/// <summary>The first page, made of what is kept; what was never kept is null.</summary>
public sealed record ConsoleView
{
    // Silos say every few seconds what they know; one that has been silent so long is gone.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    internal bool IsStale { get; init; }

    internal DateTimeOffset? ReadAt { get; init; }

    /// <summary>Today, by the registry's clock.</summary>
    internal int Today { get; init; }

    internal DateTimeOffset RegistryNow { get; init; }

    internal Aged<WaitingFigures>? Waiting { get; init; }

    internal Aged<PhaseFigures>? Phases { get; init; }

    internal ImmutableArray<PhaseDay> History { get; init; } = [];

    internal Aged<LeavingFigures>? Leaving { get; init; }

    internal Aged<PartyFigures>? Parties { get; init; }

    internal Aged<BatchFigures>? Batches { get; init; }

    /// <summary>Lanes that hold back, by destination, of all silos that are heard of.</summary>
    internal ImmutableSortedDictionary<string, int> OpenCircuits { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    internal double DeliveredPerMinute { get; init; }

    internal int Silos { get; init; }

    internal static ConsoleView Of(Kept kept, DateTimeOffset now, DateTimeOffset registryNow)
    {
        var silos = kept.Figures.Values.Where(f => f.Name.StartsWith(KeptNames.Silo, StringComparison.Ordinal) && (kept.ReadAt ?? now) - f.At < Silence)
            .Select(static f => f.Read<SiloFigures>()).OfType<SiloFigures>().ToArray();
        return new ConsoleView
        {
            IsStale = kept.IsStale,
            ReadAt = kept.ReadAt,
            Today = Days.Of(registryNow),
            RegistryNow = registryNow,
            Waiting = Find<WaitingFigures>(kept, KeptNames.Waiting),
            Phases = Find<PhaseFigures>(kept, KeptNames.Phases),
            History = Find<PhaseHistory>(kept, KeptNames.History)?.Value.Days ?? [],
            Leaving = Find<LeavingFigures>(kept, KeptNames.Leaving),
            Parties = Find<PartyFigures>(kept, KeptNames.Parties),
            Batches = Find<BatchFigures>(kept, KeptNames.Batches),
            OpenCircuits = silos.SelectMany(static s => s.OpenCircuits).GroupBy(static c => c.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(static c => c.Key, static c => c.Sum(static l => l.Value), StringComparer.Ordinal),
            DeliveredPerMinute = silos.Sum(static s => s.DeliveredPerMinute),
            Silos = silos.Length,
        };
    }

    private static Aged<T>? Find<T>(Kept kept, string name) where T : class =>
        kept.Figures.GetValueOrDefault(name) is { } figure && figure.Read<T>() is { } value ? new(value, figure.At) : null;
}
