using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Disputes;

/// <summary>The holder of a number does not accept that services of a category refused to unbind accounts of earlier owners.</summary>
[GenerateSerializer, Immutable, Alias("rn.DisputeRefusals")]
public sealed record DisputeRefusals : NumberCommand
{
    /// <summary>Tenure in which the holder was proved.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>Category of the platforms: the holder is not told which they are.</summary>
    [Id(1)] public required string Category { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required DisputeReason Reason { get; init; }
}

/// <summary>An operator decides a dispute that was escalated.</summary>
[GenerateSerializer, Immutable, Alias("rn.DecideDispute")]
public sealed record DecideDispute : NumberCommand
{
    /// <summary>The unbinding that it is about.</summary>
    [Id(0)] public required string UnbindingId { get; init; }

    /// <summary>True: the refusal stands. False: the platform is asked again, with a new deadline.</summary>
    [Id(1)] public required bool RefusalStands { get; init; }

    /// <summary>Why, 1–500 characters.</summary>
    [Id(2)] public required string Reason { get; init; }
}
