using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Interceptions;

/// <summary>The holder of a number asks the carrier to intercept senders.</summary>
[GenerateSerializer, Immutable, Alias("rn.AskInterception")]
public sealed record AskInterception : NumberCommand
{
    /// <summary>Tenure in which the holder was proved.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>Which.</summary>
    [Id(1)] public required Senders Senders { get; init; }
}

/// <summary>The holder wants it no more.</summary>
[GenerateSerializer, Immutable, Alias("rn.EndInterception")]
public sealed record EndInterception : NumberCommand
{
    /// <summary>Tenure in which the holder was proved.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>Which.</summary>
    [Id(1)] public required string InterceptionId { get; init; }
}

/// <summary>The carrier says whether it does it. It may think better of it later.</summary>
[GenerateSerializer, Immutable, Alias("rn.AnswerInterception")]
public sealed record AnswerInterception : NumberCommand
{
    /// <summary>Which.</summary>
    [Id(0)] public required string InterceptionId { get; init; }

    /// <summary>Whether.</summary>
    [Id(1)] public required bool Accepted { get; init; }

    /// <summary>Why not, needed where it is refused; at most 500 characters.</summary>
    [Id(2)] public string? Reason { get; init; }
}
