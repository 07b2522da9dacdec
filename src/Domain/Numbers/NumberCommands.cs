using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>The caller's id of a command. A repeat carries the same one.</summary>
/// <param name="Key">1–128 visible ASCII characters, unique per party.</param>
/// <param name="Fingerprint">SHA-256 of the content, hex: the same key with other content is refused.</param>
/// <param name="Generation">The generation that the caller knows the number to have, 0 before its first tenure, or null. With it a command that comes very late, even after its id is forgotten, can do nothing to a later tenure.</param>
[GenerateSerializer, Immutable, Alias("rn.CommandId")]
public sealed record CommandId([property: Id(0)] string Key, [property: Id(1)] string Fingerprint, [property: Id(2)] int? Generation = null);

/// <summary>Something that a party wants done to one number.</summary>
[GenerateSerializer, Immutable, Alias("rn.NumberCommand")]
public abstract record NumberCommand
{
    /// <summary>Its id.</summary>
    [Id(0)] public required CommandId Id { get; init; }

    /// <summary>Who asks. The rules check what it may do, whatever the edge has checked already.</summary>
    [Id(1)] public required Party Actor { get; init; }
}

/// <summary>A carrier gives the number to a subscriber. The subscriber of the last tenure gets the same tenure back.</summary>
[GenerateSerializer, Immutable, Alias("rn.Assign")]
public sealed record Assign : NumberCommand
{
    /// <summary>Keyed hash of the carrier's reference.</summary>
    [Id(0)] public required string Subscriber { get; init; }

    /// <summary>Day of the contract, not in the future; default today.</summary>
    [Id(1)] public DateOnly? ContractDate { get; init; }

    /// <summary>Use of the number.</summary>
    [Id(2)] public Usage Usage { get; init; }

    /// <summary>Sealed contact for reminders, or null.</summary>
    [Id(3)] public string? Contact { get; init; }
}

/// <summary>停机: service stops, ownership does not.</summary>
[GenerateSerializer, Immutable, Alias("rn.Suspend")]
public sealed record Suspend : NumberCommand;

/// <summary>Service goes on.</summary>
[GenerateSerializer, Immutable, Alias("rn.Resume")]
public sealed record Resume : NumberCommand;

/// <summary>销号: the tenure ends and the number is frozen.</summary>
[GenerateSerializer, Immutable, Alias("rn.Deactivate")]
public sealed record Deactivate : NumberCommand
{
    /// <summary>Why.</summary>
    [Id(0)] public required DeactivationReason Reason { get; init; }

    /// <summary>When it took effect: not in the future, not before the tenure began, at most 31 days ago. Default now.</summary>
    [Id(1)] public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>The number drew nuisance calls; some countries let it rest longer.</summary>
    [Id(2)] public bool Nuisance { get; init; }
}

/// <summary>The same subscriber gets the frozen number back.</summary>
[GenerateSerializer, Immutable, Alias("rn.Reinstate")]
public sealed record Reinstate : NumberCommand
{
    /// <summary>Keyed hash of the carrier's reference.</summary>
    [Id(0)] public required string Subscriber { get; init; }
}

/// <summary>过户: another subscriber gets the number in service, with no freeze.</summary>
[GenerateSerializer, Immutable, Alias("rn.Transfer")]
public sealed record Transfer : NumberCommand
{
    /// <summary>Keyed hash of the carrier's reference of the new owner.</summary>
    [Id(0)] public required string Subscriber { get; init; }
}

/// <summary>携号转网: the carrier changes, the owner does not.</summary>
[GenerateSerializer, Immutable, Alias("rn.Port")]
public sealed record Port : NumberCommand
{
    /// <summary>Id of the receiving carrier; that it exists is checked before the command is made.</summary>
    [Id(0)] public required string ToCarrier { get; init; }

    /// <summary>Keyed hash of the receiving carrier's reference of the same subscriber, so that it can reinstate; null leaves it unknown.</summary>
    [Id(1)] public string? Subscriber { get; init; }
}

/// <summary>An operator releases a held number, or its carrier's policy does.</summary>
[GenerateSerializer, Immutable, Alias("rn.Release")]
public sealed record Release : NumberCommand
{
    /// <summary>Why, 1–200 characters.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>An operator has a held number wait longer for its clearance.</summary>
[GenerateSerializer, Immutable, Alias("rn.ExtendHold")]
public sealed record ExtendHold : NumberCommand
{
    /// <summary>Until when: later than its present limit, at most 365 days from now.</summary>
    [Id(80)] public required DateTimeOffset Until { get; init; }

    /// <summary>Why, 1–200 characters.</summary>
    [Id(81)] public required string Reason { get; init; }
}

/// <summary>A subscriber's own forwarding is set.</summary>
[GenerateSerializer, Immutable, Alias("rn.SetForwarding")]
public sealed record SetForwarding : NumberCommand
{
    /// <summary>When calls are forwarded.</summary>
    [Id(0)] public required ForwardingKind Kind { get; init; }

    /// <summary>Where to.</summary>
    [Id(1)] public required PhoneNumber Target { get; init; }
}

/// <summary>A subscriber's own forwarding is cleared.</summary>
[GenerateSerializer, Immutable, Alias("rn.ClearForwarding")]
public sealed record ClearForwarding : NumberCommand
{
    /// <summary>Which.</summary>
    [Id(0)] public required ForwardingKind Kind { get; init; }
}

/// <summary>Another number tells that its forwarding is now aimed at this one.</summary>
[GenerateSerializer, Immutable, Alias("rn.NoteInbound")]
public sealed record NoteInbound : NumberCommand
{
    /// <summary>E.164 text of the number that forwards.</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>When calls are forwarded.</summary>
    [Id(1)] public required ForwardingKind Kind { get; init; }

    /// <summary>When that forwarding was set.</summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }
}

/// <summary>Another number tells that its forwarding is no longer aimed at this one.</summary>
[GenerateSerializer, Immutable, Alias("rn.DropInbound")]
public sealed record DropInbound : NumberCommand
{
    /// <summary>E.164 text of the number that forwarded.</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>Which.</summary>
    [Id(1)] public required ForwardingKind Kind { get; init; }

    /// <summary>When that forwarding was set.</summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }
}

/// <summary>A number that changed hands asks this one to stop forwarding to it.</summary>
[GenerateSerializer, Immutable, Alias("rn.CancelForwarding")]
public sealed record CancelForwarding : NumberCommand
{
    /// <summary>E.164 text of the number that is forwarded to.</summary>
    [Id(0)] public required string Target { get; init; }

    /// <summary>Which.</summary>
    [Id(1)] public required ForwardingKind Kind { get; init; }

    /// <summary>When that forwarding was set.</summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }
}

/// <summary>A platform registers an account that hangs on the number.</summary>
[GenerateSerializer, Immutable, Alias("rn.Bind")]
public sealed record Bind : NumberCommand
{
    /// <summary>The platform's account, 1–128 characters.</summary>
    [Id(0)] public required string Account { get; init; }

    /// <summary>Category, or null for the platform's.</summary>
    [Id(1)] public string? Category { get; init; }

    /// <summary>When it was bound, not in the future. Default now. One before the former tenure ended belongs to that one.</summary>
    [Id(2)] public DateTimeOffset? BoundAt { get; init; }
}

/// <summary>A platform removes an account of its own.</summary>
[GenerateSerializer, Immutable, Alias("rn.Unbind")]
public sealed record Unbind : NumberCommand
{
    /// <summary>The platform's account.</summary>
    [Id(0)] public required string Account { get; init; }
}

/// <summary>A platform confirms that an account is still its owner's.</summary>
[GenerateSerializer, Immutable, Alias("rn.Confirm")]
public sealed record Confirm : NumberCommand
{
    /// <summary>The platform's account.</summary>
    [Id(0)] public required string Account { get; init; }
}

/// <summary>A request arrived at its party.</summary>
[GenerateSerializer, Immutable, Alias("rn.NoteReceipt")]
public sealed record NoteReceipt : NumberCommand
{
    /// <summary>Which unbinding.</summary>
    [Id(0)] public required string UnbindingId { get; init; }
}

/// <summary>A party reports the outcome of an unbinding.</summary>
[GenerateSerializer, Immutable, Alias("rn.ReportOutcome")]
public sealed record ReportOutcome : NumberCommand
{
    /// <summary>Which unbinding.</summary>
    [Id(0)] public required string UnbindingId { get; init; }

    /// <summary>What came of it.</summary>
    [Id(1)] public required UnbindingOutcome Outcome { get; init; }

    /// <summary>Why, needed for refused; at most 500 characters.</summary>
    [Id(2)] public string? Reason { get; init; }

    /// <summary>Until when, needed for deferred.</summary>
    [Id(3)] public DateTimeOffset? Until { get; init; }
}

/// <summary>Something is due: freeze end, deadline, reminder day, silent period.</summary>
[GenerateSerializer, Immutable, Alias("rn.Wake")]
public sealed record Wake : NumberCommand;
