using System.Collections.Immutable;
using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Owners;

/// <summary>What a message to the owner of one tenure is made of, on the last committed state. For the registry itself: no party may see it.</summary>
[GenerateSerializer, Immutable, Alias("rn.OwnerView")]
public sealed record OwnerView
{
    /// <summary>The tenure is over.</summary>
    [Id(0)] public required bool Ended { get; init; }

    /// <summary>The sealed contact, or null.</summary>
    [Id(1)] public string? Contact { get; init; }

    /// <summary>When it was left.</summary>
    [Id(2)] public DateTimeOffset LeftAt { get; init; }

    /// <summary>Channels that bounced.</summary>
    [Id(3)] public ImmutableArray<OwnerChannel> Bounced { get; init; } = [];

    /// <summary>Ids of the platforms where accounts of this tenure still hang on the number and their owner has not said that they have moved, each once.</summary>
    [Id(4)] public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Ids of those where their owner has said so for all accounts, and the platform has not taken the number off yet.</summary>
    [Id(5)] public ImmutableArray<string> Moved { get; init; } = [];

    /// <summary>The view of a tenure; null where there was none of this generation.</summary>
    public static OwnerView? Of(NumberState state, int generation)
    {
        if (generation < 1 || generation > state.Generation)
        {
            return null;
        }

        var contact = state.ContactOf(generation);
        var own = state.Bindings.Where(b => b.Generation == generation).ToArray();
        return new OwnerView
        {
            Ended = state.IsOver(generation),
            Contact = contact?.Sealed,
            LeftAt = contact?.LeftAt ?? default,
            Bounced = contact?.Bounced ?? [],
            Platforms = [.. PlatformsOf(own.Where(b => b.MovedAt is null))],
            Moved = [.. PlatformsOf(own).Except(PlatformsOf(own.Where(b => b.MovedAt is null)))],
        };
    }

    private static IEnumerable<string> PlatformsOf(IEnumerable<Binding> bindings) => bindings.Select(b => b.Platform).Distinct().Order(StringComparer.Ordinal);
}
