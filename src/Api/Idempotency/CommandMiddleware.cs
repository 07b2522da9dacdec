using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Json;

namespace RecycledNumbers.Api.Idempotency;

/// <summary>Reads what identifies a command before its handler's parameters are bound: an endpoint filter would come after the body is gone.</summary>
internal sealed class CommandMiddleware : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CommandMetadata>() is not { } command)
        {
            await next(context);
            return;
        }

        var key = CommandKey.Read(context.Request.Headers[CommandKey.Header]);
        var caller = Caller.From(context.User);
        var generation = CommandKey.ReadGeneration(context.Request.Headers[CommandKey.GenerationHeader]);
        if (generation is not null && caller?.Role == Contracts.Access.Role.Platform) throw new ApiException(ApiErrors.ExpectedGenerationInvalid, "How many owners a number has had is no platform's to know: leave Expected-Generation out.");
        var content = command.BodyCounts ? await ReadContent(context, command.LargestBody) : default;
        var fingerprint = Fingerprint.Of(context.Request, content.Span);
        var party = caller?.Party ?? "";
        context.Features.Set(new CommandInFlight(new CommandKey(key, fingerprint, generation), party, context.GetRouteValue("number") as string));
        await next(context);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadContent(HttpContext context, long largest)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || context.Request.ContentLength == 0) return default;
        if (!IsJson(context.Request)) throw new ApiException(ApiErrors.UnsupportedMediaType);

        var body = await ReadBody(context.Request, largest);
        context.Request.Body = new MemoryStream(body, writable: false);
        try
        {
            return CanonicalJson.Of(body);
        }
        catch (JsonException flaw)
        {
            var (error, detail) = BadRequests.Explain(flaw);
            throw new ApiException(error, detail);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    // Kestrel refuses larger bodies itself; this bound holds under any server.
    private static async Task<byte[]> ReadBody(HttpRequest request, long largest)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > largest) throw new ApiException(ApiErrors.BodyTooLarge);
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
