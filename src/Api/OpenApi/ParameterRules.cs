using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Batches;
using RecycledNumbers.Api.Feeds;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Webhooks;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>States what may stand in a path or a query. One name means one thing throughout the API.</summary>
internal static class ParameterRules
{
    internal static Task Transform(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            if (Rule(parameter.Name) is { } rule) (parameter.Schema, parameter.Description) = rule;
        return Task.CompletedTask;
    }

    private static (OpenApiSchema Schema, string Description)? Rule(string? name) => name switch
    {
        "number" => (Text(FieldRules.NumberPattern), "E.164 with its plus sign, which may be sent as %2B."),
        "limit" => (Limit(), "Items of a page."),
        "after" => (new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 64 }, "next of the page before."),
        "kind" => (OneOf(ForwardingPath.Names), "When calls are forwarded (3GPP TS 22.082)."),
        "content" => (OneOf(BatchShape.Names), "What the rows ask for."),
        "open" => (new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = true }, "false: those that are over."),
        "only" => (OneOf(["refused"]), "Only rows that were refused."),
        "again" => (OneOf(["true"]), "Take the file in although the same one was sent before."),
        "state" => (OneOf(DeliveryStateQuery.Names), "Only those in this state."),
        "account" => (new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 128 }, "The platform's own account, percent-encoded."),
        "date" => (new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" }, "A day (UTC) that is over."),
        "format" => (OneOf(FeedFormat.Names), "Of the file; csv unless said. Compressed where Accept-Encoding says gzip."),
        "id" => (new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 }, "As an answer named it."),
        _ => null,
    };

    private static OpenApiSchema Text(string pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };

    private static OpenApiSchema OneOf(IEnumerable<string> names) => new() { Type = JsonSchemaType.String, Enum = [.. names.Select(name => (JsonNode)name)] };

    private static OpenApiSchema Limit() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = "1",
        Maximum = PageLimit.Most.ToString(CultureInfo.InvariantCulture),
        Default = PageLimit.Default,
    };
}
