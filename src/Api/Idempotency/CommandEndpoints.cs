using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Hosting;

namespace RecycledNumbers.Api.Idempotency;

/// <summary>Marks an endpoint whose repetition must change nothing.</summary>
/// <param name="BodyCounts">Whether the body is small JSON that is part of the fingerprint; an upload is not.</param>
/// <param name="LargestBody">Bytes of that JSON.</param>
internal sealed record CommandMetadata(bool BodyCounts, long LargestBody = ServerLimits.LargestBody);

/// <summary>How endpoints say that they are commands.</summary>
public static class CommandEndpoints
{
    /// <summary>A command with a JSON body of at most 64 KB, or none: needs an <c>Idempotency-Key</c>; the handler may take <see cref="CommandKey"/>.</summary>
    public static TBuilder AsCommand<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new CommandMetadata(BodyCounts: true));

    /// <summary>The same for a JSON body that may be larger.</summary>
    public static TBuilder AsCommand<TBuilder>(this TBuilder endpoints, long largestBody) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new CommandMetadata(BodyCounts: true, largestBody), new RequestSizeLimitAttribute(largestBody));

    /// <summary>A command whose body streams (a file). The fingerprint covers method, path and query only: the handler digests what it reads.</summary>
    public static TBuilder AsUploadCommand<TBuilder>(this TBuilder endpoints, long largestBody) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new CommandMetadata(BodyCounts: false), new RequestSizeLimitAttribute(largestBody));
}
