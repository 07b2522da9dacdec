namespace RecycledNumbers.Api.Look;

/// <summary>A style sheet among the program's own resources, with the colours of all pages before it.</summary>
internal static class StyleSheet
{
    internal static IResult Of(HttpContext context, string resource)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes((byte[])[.. Read("colours.css"), .. Read(resource)], "text/css; charset=utf-8");
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
