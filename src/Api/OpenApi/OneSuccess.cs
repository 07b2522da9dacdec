using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>Results of commands say 200 by themselves; an endpoint that answers 201, 202 or 204 answers nothing else.</summary>
internal static class OneSuccess
{
    internal static Task Transform(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (operation.Responses is { } responses && responses.Keys.Any(static status => status is "201" or "202" or "204")) responses.Remove("200");
        return Task.CompletedTask;
    }
}
