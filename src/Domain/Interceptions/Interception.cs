using System.Text.Json.Serialization;

namespace RecycledNumbers.Domain.Interceptions;

/// <summary>States of an interception.</summary>
[GenerateSerializer, Alias("rn.InterceptionState")]
public enum InterceptionState
{
    /// <summary>The carrier was asked.</summary>
    Asked,

    /// <summary>The carrier does it.</summary>
    Active,

    /// <summary>The carrier does not do it.</summary>
    Refused,

    /// <summary>It is over: the holder ended it, the tenure ended, or the number went to another carrier.</summary>
    Ended,
}

/// <summary>What a holder asks their carrier to intercept. It belongs to the holder's tenure and ends with it.</summary>
public sealed record Interception
{
    /// <summary>Opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>The holder's tenure.</summary>
    public required int Generation { get; init; }

    /// <summary>How the senders are named.</summary>
    public required SendersBy By { get; init; }

    /// <summary>Which.</summary>
    public required string Value { get; init; }

    /// <summary>The carrier that was asked.</summary>
    public required string Carrier { get; init; }

    /// <summary>Where it stands.</summary>
    public required InterceptionState State { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>By when the carrier must answer.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was refused or ended.</summary>
    public DateTimeOffset? OverAt { get; init; }

    /// <summary>Whether it is asked or active.</summary>
    [JsonIgnore]
    public bool IsLive => State is InterceptionState.Asked or InterceptionState.Active;
}
