namespace RecycledNumbers.Api.Camara;

/// <summary>The scopes that the published files name, one per operation. Platforms only; the operator grants them one by one.</summary>
public static class CamaraScopes
{
    /// <summary>number-recycling v0.2, <c>/check</c>.</summary>
    public const string NumberRecyclingCheck = "number-recycling:check";

    /// <summary>call-forwarding-signal v0.4, <c>/unconditional-call-forwardings</c>.</summary>
    public const string UnconditionalCallForwardingsRead = "call-forwarding-signal:unconditional-call-forwardings:read";

    /// <summary>call-forwarding-signal v0.4, <c>/call-forwardings</c>.</summary>
    public const string CallForwardingsRead = "call-forwarding-signal:call-forwardings:read";

    /// <summary>kyc-tenure v0.2, <c>/check-tenure</c>.</summary>
    public const string CheckTenure = "kyc-tenure:check-tenure";

    internal const string Names = $"{NumberRecyclingCheck}|{UnconditionalCallForwardingsRead}|{CallForwardingsRead}|{CheckTenure}";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [NumberRecyclingCheck, UnconditionalCallForwardingsRead, CallForwardingsRead, CheckTenure];
}
