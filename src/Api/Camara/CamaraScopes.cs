using RecycledNumbers.Contracts.Subscriptions;

namespace RecycledNumbers.Api.Camara;

/// <summary>The scopes that the published files name, one per operation; and those of our subscriptions, one per event type and operation. Platforms only; the operator grants them one by one.</summary>
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

    /// <summary>number-recycling-subscriptions v0.1: what the platform subscribed to.</summary>
    public const string SubscriptionsRead = Subscriptions + "read";

    /// <summary>number-recycling-subscriptions v0.1: end a subscription.</summary>
    public const string SubscriptionsDelete = Subscriptions + "delete";

    private const string Subscriptions = "number-recycling-subscriptions:";

    internal const string Names = $"{NumberRecyclingCheck}|{UnconditionalCallForwardingsRead}|{CallForwardingsRead}|{CheckTenure}|{Subscriptions}({CreateNames}|read|delete)";

    private const string CreateNames = @"org\.camaraproject\.number-recycling-subscriptions\.v0\.(deactivated|frozen-until|reassigned|unbinding-requested):create";

    /// <summary>number-recycling-subscriptions v0.1: subscribe, one for each event type.</summary>
    public static IReadOnlyList<string> Create { get; } =
        [ToCreate(SubscriptionTypes.Deactivated), ToCreate(SubscriptionTypes.FrozenUntil), ToCreate(SubscriptionTypes.Reassigned), ToCreate(SubscriptionTypes.UnbindingRequested)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [NumberRecyclingCheck, UnconditionalCallForwardingsRead, CallForwardingsRead, CheckTenure, .. Create, SubscriptionsRead, SubscriptionsDelete];

    /// <summary>The scope to subscribe to an event type.</summary>
    internal static string ToCreate(string type) => $"{Subscriptions}{type}:create";
}
