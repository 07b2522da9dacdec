using System.Text.Json;
using System.Text.Json.Serialization;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Requests;

/// <summary>Telephone numbers in bodies: E.164 text with its plus sign.</summary>
internal sealed class PhoneNumberJson : JsonConverter<PhoneNumber>
{
    public override PhoneNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && PhoneNumber.TryParse(reader.GetString(), out var number)
            ? number
            : throw new JsonFieldException(ApiErrors.InvalidNumber);

    public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
