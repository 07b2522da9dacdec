using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace RecycledNumbers.Api.Idempotency;

/// <summary>A command's answer: 200 with a body, and <c>Idempotent-Replayed: true</c> when it was given before.</summary>
/// <param name="value">The body.</param>
/// <param name="replayed">Whether the command had been done already and this is its first answer again.</param>
/// <param name="status">200, or 201/202 where the endpoint says so (add <c>.Produces&lt;T&gt;(201)</c> there).</param>
public sealed class Answer<T>(T value, bool replayed, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult, IValueHttpResult<T>, IEndpointMetadataProvider
{
    public T? Value { get; } = value;

    public int? StatusCode { get; } = status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (replayed) Replay.Say(httpContext);
        httpContext.Response.StatusCode = StatusCode!.Value;
        return httpContext.Response.WriteAsJsonAsync(Value, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
