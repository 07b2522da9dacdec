using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Json;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>Names an enum's values: the schema exporter can't see into our own converter.</summary>
internal static class EnumSchemas
{
    internal static Task Transform(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (!type.IsEnum) return Task.CompletedTask;

        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)CamelCaseEnums.NameOf(name))];
        return Task.CompletedTask;
    }
}
