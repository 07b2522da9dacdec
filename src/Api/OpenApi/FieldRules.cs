using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>States what our own annotations ask of a field, so that a body can be written from the document alone.</summary>
internal static class FieldRules
{
    internal const string NumberPattern = @"^\+[1-9][0-9]{6,14}$";

    internal static Task Transform(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(PhoneNumber)) DescribeNumber(schema, context.JsonPropertyInfo);
        if (context.JsonTypeInfo.Type == typeof(TimeSpan)) schema.Type = JsonSchemaType.String;
        // Unknown fields are refused in what comes in; what goes out may gain some.
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && !context.JsonTypeInfo.Type.IsAssignableTo(typeof(IRequestBody))) schema.AdditionalPropertiesAllowed = true;
        foreach (var rule in context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: false) ?? [])
            if (rule is TextAttribute text) Describe(schema, text);
            else if (rule is WordAttribute word) Describe(schema, word);
        return Task.CompletedTask;
    }

    private static void DescribeNumber(OpenApiSchema schema, JsonPropertyInfo? property)
    {
        schema.Type = property is { IsGetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Properties = null;
        schema.Required = null;
        schema.Pattern = NumberPattern;
        schema.Description = "E.164 with its plus sign, possible in its country.";
    }

    private static void Describe(OpenApiSchema schema, TextAttribute text)
    {
        schema.MinLength = text.Least;
        schema.MaxLength = text.Most;
        schema.Pattern = TextAttribute.Pattern;
    }

    private static void Describe(OpenApiSchema schema, WordAttribute word)
    {
        var one = schema.Items as OpenApiSchema ?? schema;
        one.Pattern = word.Pattern;
        one.MaxLength = word.Most;
    }
}
