using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace RecycledNumbers.Api.Errors;

/// <summary>An error as a handler's result: <c>return new Problem(ApiErrors.NotFound);</c></summary>
public sealed class Problem(ApiError error, string? detail = null) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public ApiError Error { get; } = error;

    public int? StatusCode => Error.Status;

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.Write(httpContext, Error, detail);

    // Which errors an endpoint may answer is said once for all of them, in the OpenAPI document.
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
    }
}
