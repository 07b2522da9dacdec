namespace RecycledNumbers.Domain.Forwarding;

/// <summary>When calls are forwarded (3GPP TS 22.082).</summary>
[GenerateSerializer, Alias("rn.ForwardingKind")]
public enum ForwardingKind
{
    /// <summary>Always (CFU).</summary>
    Unconditional,

    /// <summary>When busy (CFB).</summary>
    Busy,

    /// <summary>When nobody answers (CFNRy).</summary>
    NoAnswer,

    /// <summary>When the phone is not reachable (CFNRc).</summary>
    NotReachable,
}

/// <summary>A forwarding that this number's owner has set.</summary>
/// <param name="Kind">When.</param>
/// <param name="Target">E.164 text of where to.</param>
/// <param name="Since">When it was set: a cancellation meant for an older one does not touch a newer.</param>
public sealed record OwnForwarding(ForwardingKind Kind, string Target, DateTimeOffset Since);

/// <summary>A forwarding on another number that is aimed at this one.</summary>
/// <param name="Source">E.164 text of the number that forwards.</param>
/// <param name="Kind">When.</param>
/// <param name="Since">When it was set there.</param>
/// <param name="Cancelling">True once the source has been told to clear it and has not answered yet.</param>
public sealed record InboundForwarding(string Source, ForwardingKind Kind, DateTimeOffset Since, bool Cancelling);
