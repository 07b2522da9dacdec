using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Cases;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Look;
using RecycledNumbers.Api.My.Pages;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.My;

/// <summary><c>/my</c>: what the holder of a number may see of it and have done. Plain forms; no script.</summary>
internal static class MyEndpoints
{
    private const string CodePage = "/my/code";
    internal const string NumberPage = "/my/number";

    internal static void MapMy(this IEndpointRouteBuilder routes)
    {
        var my = routes.MapMyGroup();
        // A handler of the context alone would be taken for a bare delegate, whose result goes nowhere.
        my.MapGet("", (Delegate)Start);
        my.MapPost("", AskForCode);
        my.MapGet("/code", ShowCode);
        my.MapPost("/code", Prove);
        my.MapGet("/number", ShowNumber);
        my.MapPost("/number/unbind", Unbind);
        my.MapPost("/number/forwarding", CancelForwarding);
        my.MapPost("/leave", (Delegate)Leave);
        my.MapGet("/site.css", Style);
    }

    /// <summary>Where the holder's pages stand, and what each request to them goes through.</summary>
    internal static RouteGroupBuilder MapMyGroup(this IEndpointRouteBuilder routes) => routes.MapGroup("/my").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(MyForms.Check);

    private static async Task<IResult> Start(HttpContext context) =>
        await MySession.Bound(context) is not null ? Results.Redirect(NumberPage) : NumberForm(context, problem: null);

    private static async Task<IResult> AskForCode(HttpContext context, HolderDesk desk, MySession session)
    {
        var text = MyText.Of(context);
        var typed = (await context.Request.ReadFormAsync())["number"].ToString();
        if (HolderNumber.Read(typed) is not { } number) return NumberForm(context, text["number.invalid"], typed, StatusCodes.Status400BadRequest);
        if (!await desk.Ask(context, number, platform: null, text.Language)) return NumberForm(context, text["number.tooMany"], typed, StatusCodes.Status429TooManyRequests);

        session.Expect(context, number);
        return Results.Redirect(CodePage);
    }

    private static IResult ShowCode(HttpContext context, MySession session) =>
        session.Expected(context) is { } number ? CodeForm(context, number, problem: null) : Results.Redirect("/my");

    private static async Task<IResult> Prove(HttpContext context, HolderDesk desk, MySession session)
    {
        if (session.Expected(context) is not { } number) return Results.Redirect("/my");

        var text = MyText.Of(context);
        var code = new string([.. (await context.Request.ReadFormAsync())["code"].ToString().Where(char.IsAsciiDigit).Take(7)]);
        var proof = code.Length == 6 ? await desk.Prove(context, number, platform: null, code) : new Proof(null, TooMany: false);
        if (proof.Bound is not { } bound)
        {
            return proof.TooMany
                ? CodeForm(context, number, text["code.tooMany"], StatusCodes.Status429TooManyRequests)
                : CodeForm(context, number, text["code.wrong"], StatusCodes.Status400BadRequest);
        }

        await MySession.Begin(context, bound);
        return Results.Redirect(NumberPage);
    }

    private static async Task<IResult> ShowNumber(HttpContext context, HolderDesk desk, ComplaintSeal seal, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        if (await MySession.Bound(context) is not { } bound) return Results.Redirect("/my");
        if (await desk.Read(bound) is not { } view) return await Over(context);

        return MyForms.Page<NumberOverview>(context, new()
        {
            [nameof(NumberOverview.Text)] = MyText.Of(context),
            [nameof(NumberOverview.Number)] = bound.Number,
            [nameof(NumberOverview.View)] = view,
            [nameof(NumberOverview.AsOf)] = clock.GetUtcNow(),
            [nameof(NumberOverview.Words)] = (Func<HolderComplaint, ComplaintWords?>)(complaint => seal.Open(complaint.Words)),
        });
    }

    private static Task<IResult> Unbind(HttpContext context, HolderDesk desk) => Do(context, bound => desk.UnbindEarlier(bound, context.RequestAborted));

    private static Task<IResult> CancelForwarding(HttpContext context, HolderDesk desk) => Do(context, bound => desk.CancelInbound(bound, context.RequestAborted));

    private static async Task<IResult> Do(HttpContext context, Func<BoundNumber, Task<bool>> act) =>
        await MySession.Bound(context) is not { } bound ? Results.Redirect("/my")
        : await act(bound) ? Results.Redirect(NumberPage)
        : await Over(context);

    private static async Task<IResult> Leave(HttpContext context)
    {
        await MySession.End(context);
        return Results.Redirect("/my");
    }

    // The number has another owner now, or none: what was proved is worth nothing any more.
    internal static async Task<IResult> Over(HttpContext context)
    {
        await MySession.End(context);
        return MyForms.Notice(context, "over", StatusCodes.Status403Forbidden);
    }

    private static IResult NumberForm(HttpContext context, string? problem, string typed = "", int status = StatusCodes.Status200OK) =>
        MyForms.Page<NumberForm>(context, new() { [nameof(Pages.NumberForm.Text)] = MyText.Of(context), [nameof(Pages.NumberForm.Problem)] = problem, [nameof(Pages.NumberForm.Typed)] = typed }, status);

    private static IResult CodeForm(HttpContext context, PhoneNumber number, string? problem, int status = StatusCodes.Status200OK) =>
        MyForms.Page<CodeForm>(context, new() { [nameof(Pages.CodeForm.Text)] = MyText.Of(context), [nameof(Pages.CodeForm.Masked)] = number.Masked, [nameof(Pages.CodeForm.Problem)] = problem }, status);

    private static IResult Style(HttpContext context) => StyleSheet.Of(context, "my.css");
}
