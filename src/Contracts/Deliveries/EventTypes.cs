using System.Collections.Frozen;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Contracts.Deliveries;

/// <summary>Types of events that leave the registry, without their prefix, as <c>docs/webhooks.md</c> lists them.</summary>
public static class EventTypes
{
    /// <summary>Comes before each on the wire.</summary>
    public const string Prefix = "recycled-numbers.";

    /// <summary>An unbinding is asked for; its receipt is noted.</summary>
    public const string UnbindingRequested = "unbinding.requested";

    /// <summary>A holder complains: a case that must be answered.</summary>
    public const string ComplaintOpened = "complaint.opened";

    /// <summary>A try.</summary>
    public const string WebhookTest = "webhook.test";

    /// <summary>To platforms.</summary>
    public static readonly FrozenSet<string> ToPlatforms =
    [
        "number.deactivated", "number.reinstated", "number.reassigned", "number.transferred", UnbindingRequested, "unbinding.cancelled", "unbinding.overdue",
        "unbinding.disputed", "rebind.reminder", "binding.owner-moved", "binding.reverification-due", "dispute.opened", ComplaintOpened, WebhookTest,
    ];

    /// <summary>To carriers. A carrier's own systems are unbound like platforms.</summary>
    public static readonly FrozenSet<string> ToCarriers =
    [
        "forwarding.cancelled", "clearance.completed", "clearance.held", "number.released", ComplaintOpened, "interception.requested", "interception.ended",
        UnbindingRequested, "unbinding.cancelled", "unbinding.overdue", WebhookTest,
    ];

    /// <summary>Types that a party may name in its filter.</summary>
    public static FrozenSet<string> To(PartyKind kind) => kind == PartyKind.Carrier ? ToCarriers : ToPlatforms;

    /// <summary>Whether a filter lets a type through. What must be answered, and a try, always comes.</summary>
    public static bool Passes(IReadOnlyCollection<string> filter, string kind) =>
        filter.Count == 0 || kind == WebhookTest || kind.StartsWith("unbinding.", StringComparison.Ordinal) || filter.Contains(kind, StringComparer.Ordinal);
}
