using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Json;

/// <summary>Days as <c>YYYY-MM-DD</c> and in no other way.</summary>
internal sealed class IsoDates : JsonConverter<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && DateOnly.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new JsonFieldException(ApiErrors.InvalidDate);

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
}
