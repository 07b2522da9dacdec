using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>The errors that an operation may answer, by what it is: with a body, a command, behind a scope.</summary>
internal static class ErrorResponses
{
    internal const string Schema = "ProblemDetails";

    internal static Task Transform(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isCommand = metadata.OfType<CommandMetadata>().Any();
        var isProtected = metadata.OfType<ScopeRequirement>().Any();
        int[] statuses =
        [
            400, 500, 503,
            .. isProtected ? [401, 403, 404] : metadata.OfType<MayBeGuessed>().Any() ? [404, 429] : Array.Empty<int>(),
            .. isCommand ? [409, 422] : metadata.OfType<MayConflict>().Any() ? [409] : Array.Empty<int>(),
            .. isCommand || operation.RequestBody is not null ? [413, 415] : Array.Empty<int>(),
        ];

        operation.Responses ??= [];
        foreach (var status in statuses.Order())
            operation.Responses.TryAdd(status.ToString(System.Globalization.CultureInfo.InvariantCulture), Describe(status, context.Document));
        return Task.CompletedTask;
    }

    internal static OpenApiSchema Describe() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457, with a stable code.",
        Required = new HashSet<string>(["type", "title", "status", "detail", "code", "traceId"]),
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference", Description = "Where the code is documented." },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "Stable; new ones may come.",
                Examples = [.. ApiErrors.All.Select(error => (JsonNode)error.Code)],
            },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    private static OpenApiResponse Describe(int status, OpenApiDocument? document) => new()
    {
        Description = string.Join(", ", ApiErrors.All.Where(error => error.Status == status).Select(error => error.Code)),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemWriter.MediaType] = new() { Schema = new OpenApiSchemaReference(Schema, document) },
        },
    };
}

/// <summary>Marks a read that may answer 409: what is asked for is not there yet.</summary>
internal sealed record MayConflict;

/// <summary>Marks a read that needs no token but a code in its path: what finds nothing is 404, and too much of it 429.</summary>
internal sealed record MayBeGuessed;
