using System.Collections.Immutable;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Owners;

/// <summary>A carrier announces that it will deactivate the number, so that its owner can unbind first.</summary>
[GenerateSerializer, Immutable, Alias("rn.AnnounceDeactivation")]
public sealed record AnnounceDeactivation : NumberCommand
{
    /// <summary>The day, in the country's calendar: today or later, at most 366 days ahead.</summary>
    [Id(0)] public required DateOnly Date { get; init; }
}

/// <summary>What came of a message to an owner.</summary>
[GenerateSerializer, Alias("rn.OwnerMessageOutcome")]
public enum OwnerMessageOutcome
{
    /// <summary>The mail server or SMS gateway took it.</summary>
    Sent,

    /// <summary>The gateway reported that it arrived.</summary>
    Delivered,

    /// <summary>There is no such address or number: the channel is not used again.</summary>
    Bounced,

    /// <summary>This registry has no such channel.</summary>
    NotConfigured,

    /// <summary>The other number has changed hands since it was left.</summary>
    Recycled,

    /// <summary>It would have reached the lost number itself, and was not sent.</summary>
    Guarded,

    /// <summary>Nothing hangs on the number any more, or the tenure is over: there was nothing to say.</summary>
    Moot,

    /// <summary>No channel is left.</summary>
    Unreachable,
}

/// <summary>A lane, or a delivery report, tells what came of a message.</summary>
[GenerateSerializer, Immutable, Alias("rn.NoteOwnerMessage")]
public sealed record NoteOwnerMessage : NumberCommand
{
    /// <summary>Tenure that it was about.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>The delivery.</summary>
    [Id(1)] public required string MessageId { get; init; }

    /// <summary>Channel.</summary>
    [Id(2)] public OwnerChannel Channel { get; init; }

    /// <summary>What came of it.</summary>
    [Id(3)] public OwnerMessageOutcome Outcome { get; init; }

    /// <summary>Occasion of the reminder, or null for a notice.</summary>
    [Id(4)] public string? Occasion { get; init; }

    /// <summary>It comes from a delivery report, after the lane was done: where it bounced, the next channel is taken.</summary>
    [Id(5)] public bool Late { get; init; }
}

/// <summary>A previous owner, with a link from a reminder, says that accounts of theirs have another number by now.</summary>
[GenerateSerializer, Immutable, Alias("rn.ConfirmMoved")]
public sealed record ConfirmMoved : NumberCommand
{
    /// <summary>Tenure that was theirs.</summary>
    [Id(0)] public required int Generation { get; init; }

    /// <summary>Ids of the platforms, as they were shown.</summary>
    [Id(1)] public required ImmutableArray<string> Platforms { get; init; }
}

/// <summary>A previous owner wants no more reminders: the contact is erased.</summary>
[GenerateSerializer, Immutable, Alias("rn.UnsubscribeOwner")]
public sealed record UnsubscribeOwner : NumberCommand
{
    /// <summary>Tenure that was theirs.</summary>
    [Id(0)] public required int Generation { get; init; }
}
