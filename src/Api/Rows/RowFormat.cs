using Microsoft.Net.Http.Headers;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Rows;

/// <summary>Formats of streamed bodies.</summary>
internal static class RowFormat
{
    internal const string Ndjson = "application/x-ndjson";
    internal const string Csv = "text/csv";

    /// <summary>The one of these formats that the request's body has.</summary>
    /// <exception cref="ApiException">It has another.</exception>
    internal static string Require(HttpRequest request, params ReadOnlySpan<string> formats)
    {
        if (request.Headers.ContentEncoding.Count > 0) throw new ApiException(ApiErrors.UnsupportedMediaType, "Send the body as it is, not compressed.");
        return RequireType(request, formats);
    }

    /// <summary>As above, and whether the body is compressed with gzip.</summary>
    internal static (string Format, bool IsGzip) RequireOrGzip(HttpRequest request, params ReadOnlySpan<string> formats)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not "" && !encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)) throw new ApiException(ApiErrors.UnsupportedMediaType, "The only Content-Encoding taken here is gzip.");
        return (RequireType(request, formats), encoding is not "");
    }

    private static string RequireType(HttpRequest request, params ReadOnlySpan<string> formats)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            foreach (var format in formats)
                if (type.MediaType.Equals(format, StringComparison.OrdinalIgnoreCase)) return format;
        throw new ApiException(ApiErrors.UnsupportedMediaType, $"Send {string.Join(" or ", formats.ToArray())} in UTF-8.");
    }
}
