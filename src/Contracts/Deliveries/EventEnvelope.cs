using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Contracts.Deliveries;

/// <summary>Makes the CloudEvents 1.0 event of a delivery: the same one whether it is pushed or pulled, at the first attempt or the last.</summary>
/// <param name="source">The registry's URI, the events' <c>source</c>.</param>
/// <param name="key">For tenure tokens.</param>
public sealed class EventEnvelope(Uri source, TenureTokenKey key)
{
    /// <summary>Content type of one event (CloudEvents JSON format 1.0, section 3).</summary>
    public const string One = "application/cloudevents+json";

    /// <summary>Content type of a batch (section 4).</summary>
    public const string Batch = "application/cloudevents-batch+json";

    // Plus signs and Chinese as they are: it is JSON, not HTML.
    private static readonly JsonEventFormatter Formatter = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, default);

    /// <summary>The event. <c>subject</c> is the unbinding or the case, else the tenure (its token), else absent: never a telephone number, since intermediaries may log it.</summary>
    /// <exception cref="JsonException">The stored body is not readable.</exception>
    public CloudEvent Of(IQueuedDelivery delivery)
    {
        var body = DeliveryJson.Read(delivery.Body);
        var data = JsonNode.Parse(delivery.Body)!.AsObject();
        data.Remove(DeliveryJson.Trace);
        string? token = null;
        if (delivery.Number.Length > 0)
        {
            data["number"] = delivery.Number;
            if (Party.Parse(delivery.Destination) is { Kind: PartyKind.Platform } platform)
            {
                data["tenureToken"] = token = key.TokenOf(platform.Id, delivery.Number, delivery.Generation);
            }
        }

        return new CloudEvent(CloudEventsSpecVersion.V1_0)
        {
            Id = delivery.Id,
            Source = source,
            Type = EventTypes.Prefix + delivery.Kind,
            Subject = body.UnbindingId ?? body.CaseId ?? token,
            Time = body.At == default ? delivery.CreatedAt : body.At,
            DataContentType = "application/json",
            Data = data,
        };
    }

    /// <summary>One event as a structured-mode message, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Encode(CloudEvent happened) => Formatter.EncodeStructuredModeMessage(happened, out _);

    /// <summary>Events as a batch, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Encode(IEnumerable<CloudEvent> happened) => Formatter.EncodeBatchModeMessage(happened, out _);

    /// <summary>One event as JSON, for the pull feed.</summary>
    public static JsonElement ToJson(CloudEvent happened) => Formatter.ConvertToJsonElement(happened);
}
