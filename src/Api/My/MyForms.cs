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
        Harden(context);
        if (!HttpMethods.IsPost(context.Request.Method) || await IsOurs(context)) return await next(call);

        ApiTelemetry.HolderRefused("cross_site");
        return Notice(context, "stale", StatusCodes.Status400BadRequest);
    }

    /// <summary>For pages whose address is the permission, or that need none: the policy, and no form token.</summary>
    internal static ValueTask<object?> Harden(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        Harden(call.HttpContext);
        return next(call);
    }

    /// <summary>A page that says one thing: the texts <c>key.title</c> and <c>key.message</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">Which.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="back">Where to begin anew, or null: nowhere.</param>
    /// <param name="text">Its language; that of the request unless said.</param>
    internal static RazorComponentResult<NoticePage> Notice(HttpContext context, string key, int status, string? back = "/my", MyText? text = null)
    {
        text ??= MyText.Of(context);
        return Page<NoticePage>(context, new()
        {
            [nameof(NoticePage.Text)] = text,
            [nameof(NoticePage.Title)] = text[key + ".title"],
            [nameof(NoticePage.Message)] = text[key + ".message"],
            [nameof(NoticePage.Back)] = back,
        }, status);
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

    private static void Harden(HttpContext context) => context.Response.Headers.ContentSecurityPolicy = Policy;

    /// <summary>A form with the token of one of our own pages.</summary>
    internal static async Task<bool> IsOurs(HttpContext context) =>
        context.Request.HasFormContentType && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
}
