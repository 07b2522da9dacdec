namespace RecycledNumbers.Ledger.Unbindings;

/// <summary>An unbinding as its platform (or the carrier whose own system it is) can list and find it: a projection of the number's state, written with it.</summary>
public sealed record UnbindingRow
{
    /// <summary>Opaque id, unique in the registry.</summary>
    public required string Id { get; init; }

    /// <summary>Who must answer: <c>platform:wechat</c> or <c>carrier:cmcc</c>.</summary>
    public required string Party { get; init; }

    /// <summary>E.164 text.</summary>
    public required string Number { get; init; }

    /// <summary>The party's own account (or its system: voicemail, billing, forwarding).</summary>
    public required string Account { get; init; }

    /// <summary>Tenure in which the binding was made.</summary>
    public required int Generation { get; init; }

    /// <summary>State as the API names it.</summary>
    public required string State { get; init; }

    /// <summary>True while an outcome is still awaited; only these are listed.</summary>
    public required bool Open { get; init; }

    /// <summary>Why it is asked.</summary>
    public required string Reason { get; init; }

    /// <summary>normal, high.</summary>
    public required string Urgency { get; init; }

    /// <summary>When it was asked first.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>By when the party must answer.</summary>
    public required DateTimeOffset Deadline { get; init; }
}

/// <summary>An open unbinding with its place in the list.</summary>
/// <param name="Cursor">Opaque cursor: ask for what comes after it.</param>
/// <param name="Unbinding">The unbinding.</param>
public sealed record ListedUnbinding(string Cursor, UnbindingRow Unbinding);
