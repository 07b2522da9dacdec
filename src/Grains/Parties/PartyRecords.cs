using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Grains.Answers;

namespace RecycledNumbers.Grains.Parties;

/// <summary>What a carrier grain stores.</summary>
internal sealed record CarrierRecord
{
    public CarrierSettings? Settings { get; init; }

    public AnswerMemory Answers { get; init; } = AnswerMemory.Empty;
}

/// <summary>What a platform grain stores.</summary>
internal sealed record PlatformRecord
{
    public PlatformSettings? Settings { get; init; }

    public AnswerMemory Answers { get; init; } = AnswerMemory.Empty;
}
