using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Camara;

/// <summary>A phone number as the published schema has it: a plus sign and 5 to 15 digits. Whether such a number can exist is not a matter of form here, but of 404.</summary>
[JsonConverter(typeof(SchemaNumberJson))]
internal sealed record SchemaNumber(string Text);

internal sealed partial class SchemaNumberJson : JsonConverter<SchemaNumber>
{
    // The schema's type is string and not nullable: null is not the same as absent.
    public override bool HandleNull => true;

    public override SchemaNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && Shape().IsMatch(text) ? new SchemaNumber(text) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, SchemaNumber? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.Text);

    [GeneratedRegex(@"\A\+[1-9][0-9]{4,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
