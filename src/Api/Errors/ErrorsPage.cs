using System.Net;
using System.Text;

namespace RecycledNumbers.Api.Errors;

/// <summary><c>GET /docs/errors</c>: where the <c>type</c> of every problem leads. <c>docs/errors.md</c> is the same list.</summary>
internal static class ErrorsPage
{
    internal static void MapErrorsPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/docs/errors", Show).AllowAnonymous().ExcludeFromDescription();

    /// <summary>The text of <c>docs/errors.md</c>.</summary>
    internal static string Markdown()
    {
        var text = new StringBuilder("""
            # Errors

            Written from `src/Api/Errors` and checked by a test: do not edit.

            Every error is `application/problem+json` with `type`, `title`, `status`, `detail`, `code` and `traceId`. Program against `code`: codes are
            never renamed and never reused, and new ones may come. `detail` is for people. (`POST /connect/token` answers by RFC 6749 instead.)

            | Code | Status | Meaning |
            |---|---|---|

            """);
        foreach (var error in ApiErrors.All) text.Append("| `").Append(error.Code).Append("` | ").Append(error.Status).Append(" | ").Append(error.Meaning).Append(" |\n");
        return text.ToString();
    }

    private static IResult Show()
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Errors</title><h1>Errors</h1><dl>");
        foreach (var error in ApiErrors.All)
            page.Append("<dt id=\"").Append(error.Code).Append("\"><code>").Append(error.Code).Append("</code> ").Append(error.Status)
                .Append("<dd>").Append(WebUtility.HtmlEncode(error.Meaning));
        return Results.Content(page.Append("</dl>").ToString(), "text/html; charset=utf-8");
    }
}
