using RecycledNumbers.Api.My;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Console;

/// <summary>What every request to the operators' pages goes through: who it is, a form that only these very pages can have sent, and for what changes something the scope to do so.</summary>
internal static class ConsoleDoor
{
    /// <summary>Marks what a page asks for by itself: it keeps no session alive.</summary>
    internal const string ByItself = "live";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // The Orleans dashboard asks every second, for as long as its page is open.
    internal static bool IsByItself(HttpContext context) =>
        context.Request.Query.ContainsKey(ByItself) || context.Request.Path.StartsWithSegments("/console/live", StringComparison.OrdinalIgnoreCase)
        || (context.Request.Path.StartsWithSegments("/orleans", StringComparison.OrdinalIgnoreCase, out var asked) && asked.Value is not (null or "" or "/"));

    /// <summary>For all but the way in.</summary>
    internal static async ValueTask<object?> Enter(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (context.Features.Get<OperatorSession>() is null) return ToLogin(context);
        try
        {
            return await next(call);
        }
        catch (LedgerUnavailableException)
        {
            return ConsolePages.Notice(context, "down", StatusCodes.Status503ServiceUnavailable);
        }
        catch (InvalidCursorException)
        {
            return ConsolePages.Notice(context, "cursor", StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>For what changes something.</summary>
    internal static async ValueTask<object?> Act(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Features.Get<OperatorSession>() is { MayAct: false } ? Viewer(call.HttpContext) : await next(call);

    private static IResult Viewer(HttpContext context)
    {
        ApiTelemetry.ConsoleRefused("viewer");
        return ConsolePages.Notice(context, "viewer", StatusCodes.Status403Forbidden);
    }

    /// <summary>For every page, the way in too. It comes before a handler's parameters are read.</summary>
    internal static async Task Prepare(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        if (await OperatorSession.Find(context) is { } session) context.Features.Set(session);
        if (HttpMethods.IsPost(context.Request.Method) && !await IsOurs(context))
        {
            ApiTelemetry.ConsoleRefused("cross_site");
            await ConsolePages.Notice(context, "stale", StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    internal static IResult ToLogin(HttpContext context) => IsByItself(context)
        ? Results.Unauthorized()
        : Results.Redirect(HttpMethods.IsGet(context.Request.Method) ? $"/console/login?back={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}" : "/console/login");

    private static async Task<bool> IsOurs(HttpContext context)
    {
        // Browsers that say where a request comes from are believed when they say that it is not from here.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site and not "same-origin") return false;
        return await MyForms.IsOurs(context);
    }
}
