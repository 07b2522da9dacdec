using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Disclosures;

/// <summary>A carrier tells a buyer what must be told of the number, and leaves a code with which the buyer can look it up later.</summary>
[GenerateSerializer, Immutable, Alias("rn.GiveDisclosure")]
public sealed record GiveDisclosure : NumberCommand
{
    /// <summary>The code, without hyphens (<see cref="DisclosureCode"/>), made by whoever makes the command: a repeat is answered with the first one.</summary>
    [Id(0)] public required string Code { get; init; }
}

/// <summary>What was told, and under which code it is found.</summary>
/// <param name="Code">The code, without hyphens.</param>
/// <param name="At">When it was told.</param>
[GenerateSerializer, Immutable, Alias("rn.GivenDisclosure")]
public sealed record GivenDisclosure([property: Id(0)] string Code, [property: Id(1)] DateTimeOffset At);
