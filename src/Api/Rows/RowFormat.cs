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
    internal static string Require(HttpRequest request, params ReadOnlySpan<string> formats) => Require(request, mayBePacked: false, formats);

    /// <summary>The same for a body that may be packed; how, its reader looks at.</summary>
    /// <exception cref="ApiException">It has another.</exception>
    internal static string Require(HttpRequest request, bool mayBePacked, params ReadOnlySpan<string> formats)
    {
        if ((mayBePacked || request.Headers.ContentEncoding.Count == 0) && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            foreach (var format in formats)
                if (type.MediaType.Equals(format, StringComparison.OrdinalIgnoreCase)) return format;
        throw new ApiException(ApiErrors.UnsupportedMediaType, $"Send {string.Join(" or ", formats.ToArray())} in UTF-8{(mayBePacked ? "" : ", not compressed")}.");
    }
}
