namespace RecycledNumbers.Ledger.Cases;

/// <summary>Something that a holder has asked for and that somebody must answer: a projection of the number's state, written with it.</summary>
public sealed record CaseRow
{
    /// <summary>Who answers disputes that were escalated.</summary>
    public const string Operators = "operators";

    /// <summary>A dispute that was escalated; its id is the unbinding's.</summary>
    public const string Dispute = "dispute";

    /// <summary>A complaint.</summary>
    public const string Complaint = "complaint";

    /// <summary>An interception.</summary>
    public const string Interception = "interception";

    /// <summary>Opaque id, unique in the registry.</summary>
    public required string Id { get; init; }

    /// <summary>Who must answer: <c>carrier:cmcc</c>, <c>platform:wechat</c>, <see cref="Operators"/>.</summary>
    public required string Party { get; init; }

    /// <summary>E.164 text.</summary>
    public required string Number { get; init; }

    /// <summary>The holder's tenure.</summary>
    public required int Generation { get; init; }

    /// <summary>What it is.</summary>
    public required string Kind { get; init; }

    /// <summary>State as the API names it.</summary>
    public required string State { get; init; }

    /// <summary>True while it goes on.</summary>
    public required bool Open { get; init; }

    /// <summary>When the holder asked.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>By when to answer, or null: an answer is not awaited.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Keyed hash of the sender that is complained of, or null.</summary>
    public string? Sender { get; init; }

    /// <summary>What else its party may know, as JSON (<see cref="CaseData"/>). Words of the holder are sealed, and go when it is over.</summary>
    public required string Data { get; init; }
}

/// <summary>A case in a list.</summary>
/// <param name="Cursor">Cursor of this row.</param>
/// <param name="Case">The row.</param>
public sealed record ListedCase(string Cursor, CaseRow Case);

/// <summary>How often a sender has been complained of, by all holders.</summary>
/// <param name="Complaints">Complaints that are kept.</param>
/// <param name="Numbers">Numbers from which they came.</param>
public sealed record SenderCount(long Complaints, long Numbers);
