using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using RecycledNumbers.Api.Camara;

namespace RecycledNumbers.Api.Errors;

/// <summary>Writes <c>application/problem+json</c> (RFC 9457): the one way an error leaves this API. On CAMARA's paths it is written as CAMARA has it.</summary>
internal static class ProblemWriter
{
    internal const string MediaType = "application/problem+json";

    internal static async Task Write(HttpContext context, ApiError error, string? detail = null)
    {
        if (CamaraPaths.Cover(context))
        {
            await CamaraError.Of(error, detail).Write(context);
            return;
        }

        var body = new ProblemBody(error.Type, error.Title, error.Status, detail ?? error.Meaning, error.Code, TraceId(context));
        ApiTelemetry.Answered(error);
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = MediaType;
        await JsonSerializer.SerializeAsync(context.Response.Body, body, ProblemJson.Default.ProblemBody, context.RequestAborted);
    }

    internal static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}

/// <summary>The body of every error.</summary>
/// <param name="Type">Where the error is documented.</param>
/// <param name="Title">A few words, the same every time for one code.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What is wrong this time.</param>
/// <param name="Code">Stable; the one to program against.</param>
/// <param name="TraceId">What to tell the registry's operator.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code, string TraceId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;
