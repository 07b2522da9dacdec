using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Deliveries;

/// <summary>Where a delivery goes: a platform, a carrier, a subscription's sink, another number's actor, or the owner of a tenure. Never the number itself: how an owner is reached is decided, and guarded, when it is sent.</summary>
public sealed record Destination
{
    /// <summary>The owner of the tenure that the delivery is about.</summary>
    public static readonly Destination Owner = new("owner");

    /// <summary>Whoever holds the number now: a code that proves it. Apart from <see cref="Owner"/>, so that no reminder that waits holds a code up.</summary>
    public static readonly Destination Holder = new("holder");

    private Destination(string text) => Text = text;

    /// <summary><c>platform:wechat</c>, <c>carrier:cmcc</c>, <c>subscription:wechat/sub_…</c>, <c>number:+86…</c>, <c>owner</c>, <c>holder</c>.</summary>
    public string Text { get; }

    /// <summary>A platform or a carrier.</summary>
    public static Destination Of(Party party) => new(party.ToString());

    /// <summary>A platform's subscription: its sink.</summary>
    public static Destination Subscription(string platform, string id) => new($"{Subscriptions}{platform}/{id}");

    /// <summary>What the text of a subscription begins with.</summary>
    public const string Subscriptions = "subscription:";

    /// <summary>Another number's actor.</summary>
    public static Destination Number(string number) => new($"number:{number}");

    /// <inheritdoc />
    public override string ToString() => Text;
}

/// <summary>Something to be told, committed with the event that it follows from.</summary>
/// <param name="Id">Stable: derived from number, event and place, so that a repeat carries the same one.</param>
/// <param name="To">Where.</param>
/// <param name="Kind">Type as <c>api.md</c> lists it, without prefix; or <c>forwarding.*</c> between numbers.</param>
/// <param name="Generation">Tenure that it is about.</param>
/// <param name="Body">What.</param>
public sealed record Delivery(string Id, Destination To, string Kind, int Generation, DeliveryBody Body)
{
    /// <summary>A stable opaque id.</summary>
    public static string IdOf(string number, long sequence, int place) => OpaqueId.Of("msg", number, sequence, place);
}

/// <summary>What a delivery says; fields that do not apply are absent. Number and tenure token are added when it is sent. Never a subscriber.</summary>
public sealed record DeliveryBody
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The receiver's own account.</summary>
    public string? Account { get; init; }

    /// <summary>Unbinding it is about.</summary>
    public string? UnbindingId { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>normal or high.</summary>
    public string? Urgency { get; init; }

    /// <summary>When an unbinding was asked first.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>By when to answer.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How often it was asked.</summary>
    public int? Attempt { get; init; }

    /// <summary>When the freeze is over.</summary>
    public DateTimeOffset? FrozenUntil { get; init; }

    /// <summary>Occasion of a reminder: deactivated, frozen, reassigned, transferred.</summary>
    public string? Occasion { get; init; }

    /// <summary>Bindings that are residual.</summary>
    public int? Residual { get; init; }

    /// <summary>Kind of forwarding.</summary>
    public ForwardingKind? Forwarding { get; init; }

    /// <summary>Number that forwarding is aimed at.</summary>
    public string? Target { get; init; }

    /// <summary>When that forwarding was set.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Day of a deactivation that is announced.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where a subscription's notification goes: with the row, because it must still arrive when the subscription is over. Null for all else.</summary>
    public SinkAddress? Sink { get; init; }

    /// <summary>Month in which the present holder's tenure began, <c>YYYY-MM</c> in the number's country: the proof in a dispute.</summary>
    public string? HolderChanged { get; init; }

    /// <summary>Complaint or interception it is about.</summary>
    public string? CaseId { get; init; }

    /// <summary>What a complaint is about: dunning, billing, marketing, calls.</summary>
    public string? Complaint { get; init; }

    /// <summary>Category of platforms that a complaint is about.</summary>
    public string? Category { get; init; }

    /// <summary>How senders to be intercepted are named: number, prefix, category.</summary>
    public string? SendersBy { get; init; }

    /// <summary>Which.</summary>
    public string? Senders { get; init; }

    /// <summary>Trace that it follows from (W3C Trace Context, <c>traceparent</c>), where one was recorded. Stored, never part of the event.</summary>
    [JsonPropertyName(DeliveryJson.Trace)]
    public string? TraceParent { get; init; }
}

/// <summary>A subscription's sink as its notifications carry it.</summary>
/// <param name="SubscriptionId">Which.</param>
/// <param name="Url">Where to.</param>
/// <param name="Credential">Sealed access token, or null.</param>
/// <param name="Named">Whether the number is told.</param>
public sealed record SinkAddress(string SubscriptionId, string Url, string? Credential, bool Named);

/// <summary>Opaque ids that come out the same whenever the same decision is made again.</summary>
internal static class OpaqueId
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A prefix and 26 characters (130 bits) of SHA-256 over the parts.</summary>
    public static string Of(string prefix, params ReadOnlySpan<object> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(prefix + "\n" + string.Join('\n', parts.ToArray())));
        return $"{prefix}_{string.Create(26, hash, (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[bytes[i] & 31];
            }
        })}";
    }
}
