using System.Collections.Immutable;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Holders;

/// <summary>How far the accounts of earlier owners in one category are. Every account stands in one of the six.</summary>
[GenerateSerializer, Immutable, Alias("rn.HolderProgress")]
public sealed record HolderProgress
{
    /// <summary>Category of the platforms.</summary>
    [Id(0)] public required string Category { get; init; }

    /// <summary>Cleared.</summary>
    [Id(1)] public required int Cleared { get; init; }

    /// <summary>Asked for; the platform has until its deadline.</summary>
    [Id(2)] public required int Asked { get; init; }

    /// <summary>Asked for by this holder; the deadline is over.</summary>
    [Id(3)] public required int Overdue { get; init; }

    /// <summary>Refused to this holder.</summary>
    [Id(4)] public required int Refused { get; init; }

    /// <summary>Still there, and nobody is being asked: the clearance is over, and the platform refused, or did not answer in time. The holder may ask.</summary>
    [Id(5)] public required int Residual { get; init; }

    /// <summary>The latest day by which a platform that was asked must answer, or null.</summary>
    [Id(6)] public DateTimeOffset? Deadline { get; init; }

    /// <summary>Still there and disputed by this holder, wherever the dispute stands.</summary>
    [Id(46)] public int Disputed { get; init; }
}

/// <summary>A number as its present holder sees it: counts, no account, no platform, nobody else's number.</summary>
[GenerateSerializer, Immutable, Alias("rn.HolderView")]
public sealed record HolderView
{
    /// <summary>The present tenure.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>When it began.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }

    /// <summary>Second-hand or not, how many had it before, and when the last of them lost it.</summary>
    [Id(2)] public required Disclosure Disclosure { get; init; }

    /// <summary>Accounts of earlier owners, by category.</summary>
    [Id(3)] public required ImmutableArray<HolderProgress> Earlier { get; init; }

    /// <summary>Accounts of the present tenure, by category.</summary>
    [Id(4)] public required ImmutableSortedDictionary<string, int> Linked { get; init; }

    /// <summary>Forwardings from before this tenure that are still aimed at it and have not been told to stop.</summary>
    [Id(5)] public required int ForwardingFromBefore { get; init; }

    /// <summary>Forwardings that were told to stop and have not answered.</summary>
    [Id(6)] public required int ForwardingStopping { get; init; }

    /// <summary>What the holder has asked others for; null where a silo of the release before answered.</summary>
    [Id(46)] public HolderCases? Cases { get; init; }

    /// <summary>The view of a state; null where nobody has the number now.</summary>
    public static HolderView? Of(NumberState state, FreezeProfile country) => !state.Owned ? null : new HolderView
    {
        Generation = state.Generation,
        Since = state.Tenure!.Since,
        Disclosure = Disclosure.Of(state, country),
        Earlier = [.. state.Cleared.Keys.Union(state.Standing.Select(b => b.Category)).Order(StringComparer.Ordinal).Select(c => Progress(state, c))],
        Linked = LinkedOf(state),
        ForwardingFromBefore = state.Inbound.Count(i => !i.Cancelling && i.Since < state.Tenure.Since),
        ForwardingStopping = state.Inbound.Count(i => i.Cancelling),
        Cases = HolderCases.Of(state),
    };

    /// <summary>Accounts of the present tenure, by category.</summary>
    public static ImmutableSortedDictionary<string, int> LinkedOf(NumberState state) =>
        state.Bindings.Where(b => !state.IsStanding(b)).GroupBy(b => b.Category).ToImmutableSortedDictionary(g => g.Key, g => g.Count());

    /// <summary>What the holder's asking would ask for: see <see cref="HolderRules"/>.</summary>
    private static bool MayBeAsked(Unbinding? last) => last is null || (last.Dispute is null && last.Reason != HolderRules.Asked && (!last.Open || last.State == UnbindingState.Overdue));

    private static HolderProgress Progress(NumberState state, string category)
    {
        var last = state.Unbindings.Where(u => u.BindingId is not null).GroupBy(u => u.BindingId!).ToDictionary(g => g.Key, g => g.Last());
        var standing = state.Standing.Where(b => b.Category == category).Select(b => last.GetValueOrDefault(b.Id)).ToArray();
        var asked = standing.OfType<Unbinding>().Where(u => u.Open && u.Dispute is null).ToArray();
        return new HolderProgress
        {
            Category = category,
            Cleared = state.Cleared.GetValueOrDefault(category),
            Asked = asked.Count(u => u.State != UnbindingState.Overdue),
            Overdue = asked.Count(u => u is { State: UnbindingState.Overdue, Reason: HolderRules.Asked }),
            Refused = standing.Count(u => u is { State: UnbindingState.Refused, Reason: HolderRules.Asked, Dispute: null }),
            Residual = standing.Count(MayBeAsked),
            Disputed = standing.Count(u => u?.Dispute is not null),
            Deadline = asked.Where(u => u.State != UnbindingState.Overdue).Select(u => (DateTimeOffset?)u.Deadline).Max(),
        };
    }
}
