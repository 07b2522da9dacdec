using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecycledNumbers.Domain.Deliveries;

/// <summary>A delivery's body as it is stored and, with number and tenure token added, as it is sent: camelCase, enums as words, absent fields left out.</summary>
public static class DeliveryJson
{
    /// <summary>Stored name of <see cref="DeliveryBody.TraceParent"/>: our own affair, taken out of what is sent.</summary>
    public const string Trace = "traceparent";

    /// <summary>As JSON.</summary>
    public static string Write(DeliveryBody body) => JsonSerializer.Serialize(body, DeliveryJsonContext.Default.DeliveryBody);

    /// <summary>From JSON.</summary>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    public static DeliveryBody Read(string json) =>
        JsonSerializer.Deserialize(json, DeliveryJsonContext.Default.DeliveryBody) ?? throw new JsonException("No delivery body.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ForwardingWords)])]
[JsonSerializable(typeof(DeliveryBody))]
internal sealed partial class DeliveryJsonContext : JsonSerializerContext;

/// <summary>Kinds of forwarding as the API names them: <c>unconditional</c>, <c>noAnswer</c>.</summary>
internal sealed class ForwardingWords() : JsonStringEnumConverter<Forwarding.ForwardingKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
