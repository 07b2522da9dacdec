using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Subscriptions;

namespace RecycledNumbers.Grains.Subscriptions;

/// <summary>A delivery to a subscription's sink as it leaves: a CloudEvents 1.0 event in structured JSON, the same one at every attempt.</summary>
/// <param name="Platform">Whose subscription.</param>
/// <param name="To">Where.</param>
/// <param name="Body">The event, UTF-8.</param>
internal sealed record SinkNotification(string Platform, SinkAddress To, ReadOnlyMemory<byte> Body)
{
    /// <summary>The notification of a delivery.</summary>
    /// <exception cref="JsonException">The stored body is not readable.</exception>
    /// <exception cref="FormatException">It is no delivery to a sink.</exception>
    public static SinkNotification Of(IQueuedDelivery delivery, Uri source)
    {
        var body = DeliveryJson.Read(delivery.Body);
        var to = body.Sink ?? throw new FormatException("A delivery to a sink that lacks its address.");
        var happened = new CloudEvent(CloudEventsSpecVersion.V1_0)
        {
            Id = delivery.Id,
            Source = source,
            Type = SubscriptionTypes.OfKind(delivery.Kind),
            Time = body.At == default ? delivery.CreatedAt : body.At,
            DataContentType = "application/json",
            Data = delivery.Kind == SubscriptionKinds.Ended ? Ending(body, to) : Telling(body, to, delivery.Number),
        };
        return new SinkNotification(PlatformOf(delivery.Destination), to, EventEnvelope.Encode(happened));
    }

    // Nothing about the number: whoever asked with a token that names it already knows which, and the id says the rest.
    private static JsonObject Ending(DeliveryBody body, SinkAddress to)
    {
        var (reason, description) = Words(body.Reason);
        return new JsonObject { ["terminationReason"] = reason, ["subscriptionId"] = to.SubscriptionId, ["terminationDescription"] = description };
    }

    private static JsonObject Telling(DeliveryBody body, SinkAddress to, string number)
    {
        var data = new JsonObject { ["subscriptionId"] = to.SubscriptionId };
        Add("phoneNumber", to.Named ? number : null);
        Add("frozenUntil", Text(body.FrozenUntil));
        Add("unbindingId", body.UnbindingId);
        Add("account", body.Account);
        Add("reason", body.Reason);
        Add("deadline", Text(body.Deadline));
        return data;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                data[name] = value;
            }
        }
    }

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static (string Reason, string Description) Words(string? reason) => reason switch
    {
        nameof(SubscriptionEnd.MaxEvents) => ("MAX_EVENTS_REACHED", "It was told as often as it asked for."),
        nameof(SubscriptionEnd.Expired) => ("SUBSCRIPTION_EXPIRED", "The time that it asked for is over."),
        nameof(SubscriptionEnd.TokenExpired) => ("ACCESS_TOKEN_EXPIRED", "The sink's access token is about to expire."),
        nameof(SubscriptionEnd.Deleted) => ("SUBSCRIPTION_DELETED", "It was deleted."),
        nameof(SubscriptionEnd.TenureOver) => ("NETWORK_TERMINATED", "Whoever agreed to it does not have the phone number any more."),
        _ => throw new FormatException("No such end."),
    };

    private static string PlatformOf(string destination) =>
        destination.StartsWith(Destination.Subscriptions, StringComparison.Ordinal) && destination.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
            ? destination[Destination.Subscriptions.Length..slash]
            : throw new FormatException("No delivery to a sink.");
}
