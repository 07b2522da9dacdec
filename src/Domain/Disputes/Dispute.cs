namespace RecycledNumbers.Domain.Disputes;

/// <summary>Why a holder does not accept that an account of an earlier owner stays.</summary>
[GenerateSerializer, Alias("rn.DisputeReason")]
public enum DisputeReason
{
    /// <summary>The account is not theirs.</summary>
    NotMine,

    /// <summary>The service goes on sending them what is meant for somebody else.</summary>
    Contacted,

    /// <summary>The account keeps them from registering one of their own.</summary>
    CannotRegister,
}

/// <summary>States of a dispute.</summary>
[GenerateSerializer, Alias("rn.DisputeState")]
public enum DisputeState
{
    /// <summary>The platform has the proof and must answer.</summary>
    Disputed,

    /// <summary>The platform upheld its refusal, or did not answer in time: an operator decides.</summary>
    Escalated,

    /// <summary>The account is gone, or an operator let the refusal stand.</summary>
    Decided,
}

/// <summary>A holder's dispute about one refused unbinding. It belongs to the holder's tenure and ends with it.</summary>
public sealed record Dispute
{
    /// <summary>The deadline passed.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>The platform refused again.</summary>
    public const string Upheld = "upheld";

    /// <summary>The holder's tenure.</summary>
    public required int Generation { get; init; }

    /// <summary>Why.</summary>
    public required DisputeReason Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required DisputeState State { get; init; }

    /// <summary>Why it was escalated: unanswered, upheld; or null.</summary>
    public string? Cause { get; init; }

    /// <summary>The reason that the platform gave for upholding its refusal, or null. For operators.</summary>
    public string? Answer { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
}
