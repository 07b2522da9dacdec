using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RecycledNumbers.Api.Json;

/// <summary>One spelling per JSON value: no white space, properties in order, strings escaped one way. Numbers keep their spelling (1 is not 1.0).</summary>
internal static class CanonicalJson
{
    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, MaxDepth = JsonRules.MaxDepth };
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    /// <exception cref="JsonException">Not JSON by the rules of this API.</exception>
    internal static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(256, body.Length));
        try
        {
            using var document = JsonDocument.Parse(body, Reading);
            using var writer = new Utf8JsonWriter(output, Writing);
            Write(document.RootElement, writer);
        }
        catch (InvalidOperationException flaw)
        {
            // How System.Text.Json says that a string is no Unicode: a lone surrogate, or bytes that are not UTF-8.
            throw new JsonException("Text is not Unicode.", flaw);
        }

        return output.WrittenMemory;
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
