using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using RecycledNumbers.Api.Idempotency;

namespace RecycledNumbers.Api.Commands;

/// <summary>A command's answer that says nothing but yes: 204.</summary>
internal sealed class Done(bool replayed) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public int? StatusCode => StatusCodes.Status204NoContent;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (replayed) Replay.Say(httpContext);
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));
}
