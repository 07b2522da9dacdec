using System.Collections.Immutable;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>Where a number's clearance stands.</summary>
[GenerateSerializer, Alias("rn.ClearanceState")]
public enum ClearanceState
{
    /// <summary>Nothing to clear.</summary>
    None,

    /// <summary>The grace period lasts.</summary>
    Waiting,

    /// <summary>Outcomes are awaited.</summary>
    Open,

    /// <summary>Everything is cleared.</summary>
    Complete,

    /// <summary>Every unbinding is settled or given up, and bindings remain.</summary>
    Residual,
}

/// <summary>One unbinding as the carrier sees it. No account.</summary>
[GenerateSerializer, Immutable, Alias("rn.ClearanceItem")]
public sealed record ClearanceItem(
    [property: Id(0)] string Platform,
    [property: Id(1)] string Category,
    [property: Id(2)] UnbindingState State,
    [property: Id(3)] DateTimeOffset RequestedAt,
    [property: Id(4)] DateTimeOffset Deadline,
    [property: Id(5)] int Attempts);

/// <summary>A number as its carrier sees it.</summary>
/// <remarks>Kept with the command that it answers, where null is left out: what may be null can't be required.</remarks>
[GenerateSerializer, Immutable, Alias("rn.NumberView")]
public sealed record NumberView
{
    /// <summary>E.164 text.</summary>
    [Id(0)] public required string Number { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)] public required Phase Phase { get; init; }

    /// <summary>The carrier that holds it.</summary>
    [Id(2)] public string? Carrier { get; init; }

    /// <summary>Generation of the present or last tenure; 0 before the first.</summary>
    [Id(3)] public required int Generation { get; init; }

    /// <summary>When the present tenure began, or null.</summary>
    [Id(4)] public DateTimeOffset? TenureSince { get; init; }

    /// <summary>When the freeze is over, while frozen.</summary>
    [Id(5)] public DateTimeOffset? FrozenUntil { get; init; }

    /// <summary>Freeze over, clearance not done.</summary>
    [Id(6)] public required bool Held { get; init; }

    /// <summary>Its owner's forwardings.</summary>
    [Id(7)] public required ImmutableArray<ForwardingView> Forwarding { get; init; }

    /// <summary>How many other numbers' forwardings are aimed at it.</summary>
    [Id(8)] public required int InboundForwarding { get; init; }

    /// <summary>Its clearance.</summary>
    [Id(9)] public required ClearanceState Clearance { get; init; }

    /// <summary>Its unbindings.</summary>
    [Id(10)] public required ImmutableArray<ClearanceItem> Items { get; init; }

    /// <summary>The view of a state.</summary>
    public static NumberView Of(NumberState state, NumberPolicies policies) => new()
    {
        Number = state.Number,
        Phase = state.Phase,
        Carrier = state.Carrier ?? policies.BlockHolder,
        Generation = state.Generation,
        TenureSince = state.Owned ? state.Tenure!.Since : null,
        FrozenUntil = state.FrozenUntil,
        Held = state.Held,
        Forwarding = [.. state.Forwarding.OrderBy(f => f.Kind).Select(f => new ForwardingView(f.Kind, f.Target))],
        InboundForwarding = state.Inbound.Length,
        Clearance = ClearanceRules.StateOf(state),
        Items = [.. state.Unbindings.Select(u => new ClearanceItem(u.Party.Kind == PartyKind.Platform ? u.Party.Id : u.Account, u.Category, u.State, u.RequestedAt, u.Deadline, u.Attempts))],
    };
}

/// <summary>One of an owner's forwardings.</summary>
[GenerateSerializer, Immutable, Alias("rn.ForwardingView")]
public sealed record ForwardingView([property: Id(0)] ForwardingKind Kind, [property: Id(1)] string Target);

/// <summary>An unbinding as the party that must answer sees it.</summary>
[GenerateSerializer, Immutable, Alias("rn.UnbindingView")]
public sealed record UnbindingView
{
    /// <summary>Opaque id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>E.164 text.</summary>
    [Id(1)] public required string Number { get; init; }

    /// <summary>The party's own account.</summary>
    [Id(2)] public required string Account { get; init; }

    /// <summary>Tenure in which the binding was made.</summary>
    [Id(3)] public required int Generation { get; init; }

    /// <summary>State.</summary>
    [Id(4)] public required UnbindingState State { get; init; }

    /// <summary>Why it is asked.</summary>
    [Id(5)] public required string Reason { get; init; }

    /// <summary>normal or high.</summary>
    [Id(6)] public required string Urgency { get; init; }

    /// <summary>When it was asked first.</summary>
    [Id(7)] public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>By when to answer.</summary>
    [Id(8)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The view of an unbinding.</summary>
    public static UnbindingView Of(string number, Unbinding u) => new()
    {
        Id = u.Id,
        Number = number,
        Account = u.Account,
        Generation = u.Generation,
        State = u.State,
        Reason = u.Reason,
        Urgency = u.Urgency,
        RequestedAt = u.RequestedAt,
        Deadline = u.Deadline,
    };
}

/// <summary>What a platform learns when it registers an account.</summary>
/// <param name="BindingId">Opaque id.</param>
/// <param name="Generation">Tenure that it hangs on; the edge makes the tenure token from it and keeps it to itself.</param>
/// <param name="Seal">An account of an earlier tenure still hangs there and must be sealed.</param>
[GenerateSerializer, Immutable, Alias("rn.BindingAnswer")]
public sealed record BindingAnswer([property: Id(0)] string BindingId, [property: Id(1)] int Generation, [property: Id(2)] bool Seal);

/// <summary>The answer to an accepted command, kept with its id. What does not apply is null.</summary>
[GenerateSerializer, Immutable, Alias("rn.CommandAnswer")]
public sealed record CommandAnswer
{
    /// <summary>Nothing to say but yes.</summary>
    public static readonly CommandAnswer Empty = new();

    /// <summary>The number.</summary>
    [Id(0)] public NumberView? Number { get; init; }

    /// <summary>What its buyer must be told.</summary>
    [Id(1)] public Disclosure? Disclosure { get; init; }

    /// <summary>The binding.</summary>
    [Id(2)] public BindingAnswer? Binding { get; init; }

    /// <summary>The unbinding.</summary>
    [Id(3)] public UnbindingView? Unbinding { get; init; }

    /// <summary>The subscription.</summary>
    [Id(4)] public SubscriptionView? Subscription { get; init; }

    /// <summary>The holder's cases that the command is about.</summary>
    [Id(46)] public HolderCases? Cases { get; init; }

    /// <summary>Under which code what its buyer was told is found.</summary>
    [Id(60)] public GivenDisclosure? Given { get; init; }
}
