using RecycledNumbers.Domain.Deliveries;

namespace RecycledNumbers.Ledger.Deliveries;

/// <summary>A delivery as a commit asks for it.</summary>
/// <param name="Id">Stable id, derived from the number's event: a repeat carries the same one.</param>
/// <param name="Lane">Key of the lane that sends it: <c>platform:wechat/3</c>, <c>carrier:cmcc/0</c>, <c>numbers/5</c>.</param>
/// <param name="Destination"><c>platform:wechat</c>, <c>carrier:cmcc</c>, <c>number:+86…</c>.</param>
/// <param name="Generation">Tenure that it is about.</param>
/// <param name="Kind">Event type without prefix, for example <c>unbinding.requested</c>.</param>
/// <param name="Body">Data as JSON.</param>
/// <param name="At">Earliest time to send.</param>
public sealed record NewDelivery(string Id, string Lane, string Destination, int Generation, string Kind, string Body, DateTimeOffset At);

/// <summary>States of a delivery row. A settled one is deleted.</summary>
public enum DeliveryState
{
    /// <summary>To be sent.</summary>
    Open,

    /// <summary>Waits to be pulled: its destination has no endpoint.</summary>
    Pull,

    /// <summary>Pulled and acknowledged by a later cursor; kept for a few days so that a consumer can go back.</summary>
    Acknowledged,

    /// <summary>Given up; an operator or its destination can replay it.</summary>
    Dead,
}

/// <summary>A delivery as the ledger holds it.</summary>
public sealed record DeliveryRow : IQueuedDelivery
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Order of commit; opaque text, the feed's cursor.</summary>
    public required string Cursor { get; init; }

    /// <summary>Key of its lane.</summary>
    public required string Lane { get; init; }

    /// <summary>Destination.</summary>
    public required string Destination { get; init; }

    /// <summary>Number that it is about.</summary>
    public required string Number { get; init; }

    /// <summary>Tenure that it is about.</summary>
    public required int Generation { get; init; }

    /// <summary>Event type without prefix.</summary>
    public required string Kind { get; init; }

    /// <summary>Data as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>State.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When to try next.</summary>
    public required DateTimeOffset NextAttempt { get; init; }

    /// <summary>Attempts made.</summary>
    public required int Attempts { get; init; }

    /// <summary>HTTP status of the last attempt, or null.</summary>
    public int? LastStatus { get; init; }

    /// <summary>What went wrong last, at most 500 characters, or null.</summary>
    public string? LastError { get; init; }
}

/// <summary>What an attempt left to record on a row that is not settled.</summary>
/// <param name="Id">Delivery.</param>
/// <param name="State">Open with a next attempt, or Dead.</param>
/// <param name="Attempts">Attempts made so far.</param>
/// <param name="NextAttempt">When to try next (kept as it is for a dead one).</param>
/// <param name="LastStatus">HTTP status, or null.</param>
/// <param name="LastError">What went wrong, at most 500 characters.</param>
public sealed record DeliveryAttempt(string Id, DeliveryState State, int Attempts, DateTimeOffset NextAttempt, int? LastStatus, string? LastError);
