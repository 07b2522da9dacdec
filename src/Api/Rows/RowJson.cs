using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Requests;

namespace RecycledNumbers.Api.Rows;

/// <summary>Rows of JSON, by the same rules as whole bodies.</summary>
internal sealed class RowJson(HttpContext context)
{
    private readonly JsonSerializerOptions options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <summary>The row, or what is wrong with it.</summary>
    internal (T? Value, ApiException? Flaw) Read<T>(ReadOnlyMemory<byte> bytes) where T : class, IRequestBody
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(bytes.Span, options) is not { } value) return (null, new ApiException(ApiErrors.InvalidBody));
            return ValidBodies.FlawOf(value) is { } flaw ? (null, new ApiException(ApiErrors.InvalidField, flaw)) : (value, null);
        }
        catch (JsonException flaw)
        {
            var (error, detail) = BadRequests.Explain(flaw);
            return (null, new ApiException(error, detail));
        }
    }

    internal byte[] Write<T>(T line) => JsonSerializer.SerializeToUtf8Bytes(line, options);
}
