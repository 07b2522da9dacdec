using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecycledNumbers.Api.Json;

/// <summary>A member that may be left out but can't be null where it is there: the published schemas know no null.</summary>
internal sealed class Given<T> : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? throw new JsonException() : JsonSerializer.Deserialize<T>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
