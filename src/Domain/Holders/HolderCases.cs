using System.Collections.Immutable;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Holders;

/// <summary>What the holder has asked others for: disputes, complaints, interceptions of the present tenure. No account, no platform, no reason that a party wrote.</summary>
[GenerateSerializer, Immutable, Alias("rn.HolderCases")]
public sealed record HolderCases
{
    /// <summary>None.</summary>
    public static readonly HolderCases None = new();

    /// <summary>Disputes, one for each account that is disputed.</summary>
    [Id(0)] public ImmutableArray<HolderDispute> Disputes { get; init; } = [];

    /// <summary>Complaints, oldest first.</summary>
    [Id(1)] public ImmutableArray<HolderComplaint> Complaints { get; init; } = [];

    /// <summary>Interceptions, oldest first.</summary>
    [Id(2)] public ImmutableArray<HolderInterception> Interceptions { get; init; } = [];

    /// <summary>Those of a state.</summary>
    public static HolderCases Of(NumberState state) => new()
    {
        Disputes = [.. state.Unbindings.Where(u => u.Dispute?.Generation == state.Generation).Select(u => HolderDispute.Of(state, u.Dispute!, u))],
        Complaints = [.. state.Complaints.Where(c => c.Generation == state.Generation).Select(HolderComplaint.Of)],
        Interceptions = [.. state.Interceptions.Where(i => i.Generation == state.Generation).Select(HolderInterception.Of)],
    };

    /// <summary>Disputes of one category.</summary>
    internal HolderCases OnlyDisputes(string category) => new() { Disputes = [.. Disputes.Where(d => d.Category == category)] };

    /// <summary>One complaint, without its words: an answer is kept longer than they are.</summary>
    internal HolderCases OnlyComplaint(string id) => new() { Complaints = [.. Complaints.Where(c => c.Id == id).Select(c => c with { Words = null })] };

    /// <summary>One interception.</summary>
    internal HolderCases OnlyInterception(string id) => new() { Interceptions = [.. Interceptions.Where(i => i.Id == id)] };
}

/// <summary>A dispute as the holder sees it.</summary>
[GenerateSerializer, Immutable, Alias("rn.HolderDispute")]
public sealed record HolderDispute
{
    /// <summary>Category of the platform.</summary>
    [Id(0)] public required string Category { get; init; }

    /// <summary>Why the holder disputes.</summary>
    [Id(1)] public required DisputeReason Reason { get; init; }

    /// <summary>When it was opened.</summary>
    [Id(2)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required DisputeState State { get; init; }

    /// <summary>By when the platform must answer, or null: it need not any more.</summary>
    [Id(4)] public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Once decided: whether the account is gone.</summary>
    [Id(5)] public bool? Removed { get; init; }

    internal static HolderDispute Of(NumberState state, Dispute dispute, Unbindings.Unbinding u) => new()
    {
        Category = u.Category,
        Reason = dispute.Reason,
        OpenedAt = dispute.OpenedAt,
        State = dispute.State,
        AnswerBy = dispute.State == DisputeState.Disputed ? u.Deadline : null,
        Removed = dispute.State == DisputeState.Decided ? state.Bindings.All(b => b.Id != u.BindingId) : null,
    };
}

/// <summary>A complaint as the holder sees it.</summary>
[GenerateSerializer, Immutable, Alias("rn.HolderComplaint")]
public sealed record HolderComplaint
{
    /// <summary>Opaque id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What of.</summary>
    [Id(1)] public required ComplaintKind Kind { get; init; }

    /// <summary>Category that it is about, or null: a sender.</summary>
    [Id(2)] public string? Category { get; init; }

    /// <summary>Whether it lies with the carrier; else with the service.</summary>
    [Id(3)] public required bool WithCarrier { get; init; }

    /// <summary>When it was made.</summary>
    [Id(4)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>By when it must be answered.</summary>
    [Id(5)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was closed, or null.</summary>
    [Id(6)] public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What came of it, or null.</summary>
    [Id(7)] public ComplaintOutcome? Outcome { get; init; }

    /// <summary>The sender and what the holder wrote, sealed; null once it is closed.</summary>
    [Id(8)] public string? Words { get; init; }

    internal static HolderComplaint Of(Complaint c) => new()
    {
        Id = c.Id,
        Kind = c.Kind,
        Category = c.Category,
        WithCarrier = c.To.Kind == PartyKind.Carrier,
        OpenedAt = c.OpenedAt,
        Deadline = c.Deadline,
        ClosedAt = c.ClosedAt,
        Outcome = c.Outcome,
        Words = c.Words,
    };
}

/// <summary>An interception as the holder sees it.</summary>
[GenerateSerializer, Immutable, Alias("rn.HolderInterception")]
public sealed record HolderInterception
{
    /// <summary>Opaque id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>How the senders are named.</summary>
    [Id(1)] public required SendersBy By { get; init; }

    /// <summary>Which.</summary>
    [Id(2)] public required string Value { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required InterceptionState State { get; init; }

    /// <summary>When it was asked.</summary>
    [Id(4)] public required DateTimeOffset AskedAt { get; init; }

    /// <summary>By when the carrier must answer, or null: it need not any more.</summary>
    [Id(5)] public DateTimeOffset? AnswerBy { get; init; }

    internal static HolderInterception Of(Interception i) => new()
    {
        Id = i.Id,
        By = i.By,
        Value = i.Value,
        State = i.State,
        AskedAt = i.AskedAt,
        AnswerBy = i.State == InterceptionState.Asked ? i.Deadline : null,
    };
}
