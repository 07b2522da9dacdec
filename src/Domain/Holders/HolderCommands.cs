using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Holders;

/// <summary>The holder of a number, proved by a code sent to it, wants every account of earlier owners unbound. The registry asks for them: it is the one that proved the holder.</summary>
[GenerateSerializer, Immutable, Alias("rn.UnbindEarlier")]
public sealed record UnbindEarlier : NumberCommand
{
    /// <summary>Tenure in which the holder was proved: what comes after it is another's.</summary>
    [Id(0)] public required int Generation { get; init; }
}

/// <summary>The holder of a number wants forwarding off that was aimed at it before they had it.</summary>
[GenerateSerializer, Immutable, Alias("rn.CancelInbound")]
public sealed record CancelInbound : NumberCommand
{
    /// <summary>Tenure in which the holder was proved.</summary>
    [Id(0)] public required int Generation { get; init; }
}
