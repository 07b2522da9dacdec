using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Complaints;

/// <summary>What a holder complains of.</summary>
[GenerateSerializer, Alias("rn.ComplaintKind")]
public enum ComplaintKind
{
    /// <summary>Somebody else's debts are asked for.</summary>
    Dunning,

    /// <summary>Somebody else's bills.</summary>
    Billing,

    /// <summary>Advertising.</summary>
    Marketing,

    /// <summary>Calls.</summary>
    Calls,
}

/// <summary>What came of a complaint.</summary>
[GenerateSerializer, Alias("rn.ComplaintOutcome")]
public enum ComplaintOutcome
{
    /// <summary>It has been stopped.</summary>
    Remedied,

    /// <summary>Nothing was found.</summary>
    NothingFound,

    /// <summary>It was found to be in order.</summary>
    Rejected,
}

/// <summary>A holder's complaint: a case of a platform, or of the carrier. It belongs to the holder's tenure and ends with it.</summary>
public sealed record Complaint
{
    /// <summary>Opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>The holder's tenure.</summary>
    public required int Generation { get; init; }

    /// <summary>What of.</summary>
    public required ComplaintKind Kind { get; init; }

    /// <summary>Category of the platform that it is about, or null.</summary>
    public string? Category { get; init; }

    /// <summary>Keyed hash of the sender that it is about, the same for the same sender whoever complains; or null.</summary>
    public string? Sender { get; init; }

    /// <summary>Who must answer.</summary>
    public required Party To { get; init; }

    /// <summary>The platform's own account of an earlier tenure, and no more: for a platform; or null.</summary>
    public string? Account { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>By when to answer.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was closed, or null.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What came of it; null while it is open, and where it ended with the tenure.</summary>
    public ComplaintOutcome? Outcome { get; init; }

    /// <summary>The sender as typed and what the holder wrote, sealed: state and no event, so that it goes when the complaint is closed. For the carrier and the holder alone.</summary>
    public string? Words { get; init; }

    /// <summary>Whether it is open.</summary>
    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;
}
