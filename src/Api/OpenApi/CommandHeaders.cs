using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Idempotency;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>Commands take <c>Idempotency-Key</c>, those on a number also <c>Expected-Generation</c>, and may answer <c>Idempotent-Replayed</c>.</summary>
internal static class CommandHeaders
{
    internal static Task Transform(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<CommandMetadata>().Any()) return Task.CompletedTask;

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = CommandKey.Header,
            In = ParameterLocation.Header,
            Required = true,
            Description = "Your own id of this command. Repeat it with the same key and body as often as you like: it is done once, and answered the same.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 128, Pattern = "^[!-~]{1,128}$" },
        });
        if (context.Description.RelativePath?.Contains("{number}", StringComparison.Ordinal) == true)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = CommandKey.GenerationHeader,
                In = ParameterLocation.Header,
                Description = "The generation that you know the number to have, 0 before its first tenure: with any other the command is refused (another_tenure). Carriers and operators only; of a number that is not yours it changes no answer. Guards a later tenure against a request that comes more than 400 days late.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = "999999999" },
            });
        }

        foreach (var (_, response) in (operation.Responses ?? []).Where(response => response.Key.StartsWith('2')))
            if (response is OpenApiResponse own) own.Headers = new Dictionary<string, IOpenApiHeader> { [Replay.Header] = Replayed() };
        return Task.CompletedTask;
    }

    private static OpenApiHeader Replayed() => new()
    {
        Description = "true: the command had been done before, and this is its first answer again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["true"] },
    };
}
