using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.My.Pages;

namespace RecycledNumbers.Api.My;

/// <summary>What every request to the holder's pages goes through: a policy without scripts, and forms that only these very pages can have sent.</summary>
internal static class MyForms
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    internal static async ValueTask<object?> Check(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        context.Response.Headers.ContentSecurityPolicy = Policy;
        if (!HttpMethods.IsPost(context.Request.Method) || await IsOurs(context)) return await next(call);

        ApiTelemetry.HolderRefused("cross_site");
        return Notice(context, "stale", StatusCodes.Status400BadRequest);
    }

    /// <summary>A page that says one thing: the texts <c>key.title</c> and <c>key.message</c>.</summary>
    internal static RazorComponentResult<NoticePage> Notice(HttpContext context, string key, int status)
    {
        var text = MyText.Of(context);
        return Page<NoticePage>(context, new() { [nameof(NoticePage.Text)] = text, [nameof(NoticePage.Title)] = text[key + ".title"], [nameof(NoticePage.Message)] = text[key + ".message"] }, status);
    }

    /// <summary>A page with a fresh form token.</summary>
    internal static RazorComponentResult<T> Page<T>(HttpContext context, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) where T : Microsoft.AspNetCore.Components.IComponent
    {
        if (typeof(T).GetProperty("FormToken") is not null)
        {
            parameters["FormToken"] = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken;
        }

        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    private static async Task<bool> IsOurs(HttpContext context) =>
        context.Request.HasFormContentType && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
}
