using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Json;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>Says what our own converters read and write: the schema exporter can't see into them and would call it anything at all.</summary>
internal static class WireTypes
{
    internal static Task Transform(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo;
        Describe(schema, type.Type, mayBeNull: context.JsonPropertyInfo is { IsGetNullable: true });
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && schema.Items is null && IsOurs(element))
        {
            var items = new OpenApiSchema();
            Describe(items, element, mayBeNull: false);
            schema.Items = items;
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, Type declared, bool mayBeNull)
    {
        if (!IsOurs(declared)) return;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        schema.Type = JsonSchemaType.String;
        if (type.IsEnum) schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)CamelCaseEnums.NameOf(name))];
        else if (mayBeNull) schema.Type |= JsonSchemaType.Null;
        if (type == typeof(DateTimeOffset)) schema.Format = "date-time";
        if (type == typeof(DateOnly)) schema.Format = "date";
    }

    private static bool IsOurs(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type.IsEnum || type == typeof(string) || type == typeof(DateTimeOffset) || type == typeof(DateOnly);
    }
}
