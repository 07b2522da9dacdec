using Scalar.AspNetCore;

namespace RecycledNumbers.Api.OpenApi;

/// <summary><c>/docs</c>: the API's reference, from assets in the package. Nothing is fetched from elsewhere, and the page's policy would not let it be.</summary>
internal static class DocsPage
{
    // Scalar writes its start-up script and its styles into the page.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'";

    internal static void MapDocsPage(this IEndpointRouteBuilder routes)
    {
        var docs = routes.MapGroup("").AllowAnonymous().AddEndpointFilter(static (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
        docs.MapScalarApiReference("/docs", options =>
        {
            options.Title = "RecycledNumbers API";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.ProxyUrl = null;
            options.HideClientButton = true;
            // What leads to Scalar's own services, and could not reach them from here anyway.
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
        });
    }
}
