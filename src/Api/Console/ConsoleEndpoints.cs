using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Console.Pages;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Look;
using RecycledNumbers.Api.My;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Console;

/// <summary><c>/console</c>: what operators see and do. Plain pages and forms; a script only keeps the first page up to date and draws.</summary>
internal static class ConsoleEndpoints
{
    private static readonly Dictionary<string, string> Assets = new(StringComparer.Ordinal)
    {
        ["console.js"] = "text/javascript; charset=utf-8",
        ["uPlot.iife.min.js"] = "text/javascript; charset=utf-8",
        ["uPlot.min.css"] = "text/css; charset=utf-8",
    };

    internal static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var way = routes.MapGroup("/console").AllowAnonymous().ExcludeFromDescription();
        way.MapGet("/login", ShowLogin);
        way.MapPost("/login", LogIn);
        way.MapGet("/assets/console.css", static (HttpContext context) => StyleSheet.Of(context, "console/console.css"));
        way.MapGet("/assets/{name}", Asset);

        var console = routes.MapConsoleGroup();
        console.MapGet("", Overview);
        console.MapGet("/live", Live);
        console.MapPost("/search", Search);
        // A handler of the context alone would be taken for a bare delegate, whose result goes nowhere.
        console.MapPost("/leave", (Delegate)Leave);
    }

    /// <summary>Where the pages stand, and what each request to them goes through. Who may enter is asked by <see cref="ConsoleDoor"/>.</summary>
    internal static RouteGroupBuilder MapConsoleGroup(this IEndpointRouteBuilder routes) => routes.MapGroup("/console").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(ConsoleDoor.Enter);

    private static IResult ShowLogin(HttpContext context, string? back) =>
        context.Features.Get<OperatorSession>() is not null ? Results.Redirect(Back(back)) : LoginPage(context, problem: null, back);

    private static async Task<IResult> LogIn(HttpContext context, IGrainFactory grains, LoginBudget budget, TimeProvider time, IOptions<AccessOptions> access, IHostEnvironment environment)
    {
        var form = await context.Request.ReadFormAsync();
        var (id, secret, back) = (form["client"].ToString().Trim(), form["secret"].ToString().Trim(), form["back"].ToString());
        if (!IsSafe(context, access.Value, environment)) return LoginPage(context, "login.unsafe", back, StatusCodes.Status400BadRequest);
        if (budget.IsSpent(context))
        {
            ApiTelemetry.ConsoleRefused("too_many_logins");
            return LoginPage(context, "login.tooMany", back, StatusCodes.Status429TooManyRequests);
        }

        var client = Parties.IsClientId(id) && secret.Length <= 256 ? await grains.GetGrain<IClientGrain>(id).Authenticate(secret) : null;
        if (client is null || !OperatorSession.MayEnter(client))
        {
            // A carrier's client is told the same as a wrong secret: this is no place to try secrets out.
            budget.Spend(context);
            ApiTelemetry.ConsoleRefused("wrong_login");
            return LoginPage(context, "login.wrong", back, StatusCodes.Status401Unauthorized);
        }

        await OperatorSession.Begin(context, client, time.GetUtcNow());
        return Results.Redirect(Back(back));
    }

    private static async Task<IResult> Overview(HttpContext context, KeptReader kept, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock) =>
        ConsolePages.Page<OverviewPage>(context, new() { [nameof(OverviewPage.View)] = ConsoleView.Of(await kept.Read(context.RequestAborted), context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), clock.GetUtcNow()) });

    private static IResult Live(HttpContext context, LivePages pages) =>
        pages.Listen(context.RequestAborted) is { } news ? TypedResults.ServerSentEvents(news) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Search(HttpContext context, Handles handles)
    {
        var typed = (await context.Request.ReadFormAsync())["q"].ToString();
        return HolderNumber.Read(typed) is { } number
            ? Results.Redirect("/console/number?n=" + handles.Seal(number.Value))
            : ConsolePages.Page<SearchPage>(context, new() { [nameof(SearchPage.Typed)] = typed.Length <= 80 ? typed : typed[..80] }, StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Leave(HttpContext context)
    {
        await context.SignOutAsync(OperatorSession.Scheme);
        return Results.Redirect("/console/login");
    }

    private static IResult Asset(HttpContext context, string name)
    {
        if (!Assets.TryGetValue(name, out var type)) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Stream(typeof(ConsoleEndpoints).Assembly.GetManifestResourceStream("console/" + name)!, type);
    }

    private static IResult LoginPage(HttpContext context, string? problem, string? back, int status = StatusCodes.Status200OK) =>
        ConsolePages.Page<LoginPage>(context, new() { [nameof(Pages.LoginPage.Problem)] = problem, [nameof(Pages.LoginPage.Back)] = Back(back) }, status);

    // To pages of ours and nowhere else; only what may stand in an address.
    private static string Back(string? asked) =>
        asked is { Length: < 500 } && asked.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
            && (asked is "/orleans" or "/console" || asked.StartsWith("/console/", StringComparison.Ordinal) || asked.StartsWith("/console?", StringComparison.Ordinal))
            && !asked.StartsWith("/console/log", StringComparison.Ordinal) ? asked : "/console";

    private static bool IsSafe(HttpContext context, AccessOptions access, IHostEnvironment environment) =>
        context.Request.IsHttps || access.AllowHttp || environment.IsDevelopment() || IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.None);
}
