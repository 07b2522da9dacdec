using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Ledger.Batches;

/// <summary>A row as it was understood on arrival: references are hashed and contacts sealed already, so that nothing readable of them lies in a table. Names are short because they are stored a million times.</summary>
public sealed record BatchRow
{
    /// <summary>Line of the file, from 1.</summary>
    [JsonPropertyName("l")] public required long Line { get; init; }

    /// <summary>E.164 text; where the row was refused on arrival, as it was sent or null.</summary>
    [JsonPropertyName("n")] public string? Number { get; init; }

    /// <summary>Code of the error for which the row was refused on arrival, or null.</summary>
    [JsonPropertyName("x")] public string? Code { get; init; }

    /// <summary>Keyed hash of the carrier's reference.</summary>
    [JsonPropertyName("s")] public string? Subscriber { get; init; }

    /// <summary>Day of the contract.</summary>
    [JsonPropertyName("d")] public DateOnly? ContractDate { get; init; }

    /// <summary>Use of the number.</summary>
    [JsonPropertyName("u")] public Usage Usage { get; init; }

    /// <summary>Sealed contact.</summary>
    [JsonPropertyName("c")] public string? Contact { get; init; }

    /// <summary>Why the tenure ended.</summary>
    [JsonPropertyName("r")] public Domain.Numbers.DeactivationReason Reason { get; init; }

    /// <summary>When it ended.</summary>
    [JsonPropertyName("e")] public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>The number drew nuisance calls.</summary>
    [JsonPropertyName("z")] public bool Nuisance { get; init; }

    /// <summary>The platform's account.</summary>
    [JsonPropertyName("a")] public string? Account { get; init; }

    /// <summary>Its category.</summary>
    [JsonPropertyName("g")] public string? Category { get; init; }

    /// <summary>When it was bound.</summary>
    [JsonPropertyName("b")] public DateTimeOffset? BoundAt { get; init; }

    /// <summary>When calls are forwarded.</summary>
    [JsonPropertyName("k")] public ForwardingKind Kind { get; init; }

    /// <summary>Where to; null clears.</summary>
    [JsonPropertyName("t")] public string? Target { get; init; }
}

/// <summary>What became of a row.</summary>
public sealed record BatchRowResult
{
    /// <summary>Why the rules refused it, or null.</summary>
    [JsonPropertyName("r")] public Refusal? Refusal { get; init; }

    /// <summary>Code of an error that no rule gave, or null. Both null: the row was accepted.</summary>
    [JsonPropertyName("x")] public string? Code { get; init; }

    /// <summary>Deactivations: until when the number rests.</summary>
    [JsonPropertyName("f")] public DateTimeOffset? FrozenUntil { get; init; }

    /// <summary>Assignments: the number had an owner before.</summary>
    [JsonPropertyName("h")] public bool? SecondHand { get; init; }

    /// <summary>Bindings: tenure that it hangs on; the edge makes the token from it.</summary>
    [JsonPropertyName("g")] public int? Generation { get; init; }

    /// <summary>Bindings: an account of an earlier tenure must be sealed.</summary>
    [JsonPropertyName("q")] public bool? Seal { get; init; }

    /// <summary>Whether it was accepted.</summary>
    [JsonIgnore] public bool IsAccepted => Refusal is null && Code is null;
}
