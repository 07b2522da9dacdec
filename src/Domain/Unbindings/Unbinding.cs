using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Unbindings;

/// <summary>States of an unbinding. Settled: unbound, sealed, notFound, refused, cancelled.</summary>
[GenerateSerializer, Alias("rn.UnbindingState")]
public enum UnbindingState
{
    /// <summary>Asked for.</summary>
    Requested,

    /// <summary>The party's endpoint took the request, or the party pulled it. A receipt is no outcome.</summary>
    Receipted,

    /// <summary>The party asked for time, until its new deadline.</summary>
    Deferred,

    /// <summary>The deadline passed without an outcome; still open, and escalated.</summary>
    Overdue,

    /// <summary>The account no longer holds the number.</summary>
    Unbound,

    /// <summary>封存: the account is kept, locked away from the number.</summary>
    Sealed,

    /// <summary>The party knows no such account.</summary>
    NotFound,

    /// <summary>The party refused, with a reason: the binding stays and is residual.</summary>
    Refused,

    /// <summary>No longer asked for: the same subscriber has the number again, or the account was bound anew by its present owner.</summary>
    Cancelled,
}

/// <summary>What a party may report.</summary>
[GenerateSerializer, Alias("rn.UnbindingOutcome")]
public enum UnbindingOutcome
{
    /// <summary>The account no longer holds the number.</summary>
    Unbound,

    /// <summary>The account is kept, locked away from the number.</summary>
    Sealed,

    /// <summary>No such account.</summary>
    NotFound,

    /// <summary>Refused, with a reason.</summary>
    Refused,

    /// <summary>Deferred, until an instant.</summary>
    Deferred,
}

/// <summary>One binding's part of a clearance; or one of the carrier's own systems, which is cleared and acknowledged in the same way.</summary>
public sealed record Unbinding
{
    /// <summary>Category of a carrier's own system; it is left out of what a buyer is told.</summary>
    public const string CarrierSystem = "carrier-system";

    /// <summary>Opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>The binding, or null for a carrier's own system.</summary>
    public string? BindingId { get; init; }

    /// <summary>Who must answer.</summary>
    public required Party Party { get; init; }

    /// <summary>The party's account, or the system's name.</summary>
    public required string Account { get; init; }

    /// <summary>Category, for counts.</summary>
    public required string Category { get; init; }

    /// <summary>Tenure in which the binding was made.</summary>
    public required int Generation { get; init; }

    /// <summary>State.</summary>
    public required UnbindingState State { get; init; }

    /// <summary>Why it is asked: deactivated, transferred, lateRegistration, newOwnerRegistered, holderAsked.</summary>
    public required string Reason { get; init; }

    /// <summary>normal, or high when the number already has a new owner.</summary>
    public required string Urgency { get; init; }

    /// <summary>When it was asked first, or anew with a new deadline.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>By when the party must answer.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it is asked again, or null once it was.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How often it was asked.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The present holder's dispute, or null. One for each unbinding.</summary>
    public Dispute? Dispute { get; init; }

    /// <summary>Whether an outcome is still awaited.</summary>
    public bool Open => State is UnbindingState.Requested or UnbindingState.Receipted or UnbindingState.Deferred or UnbindingState.Overdue;
}
