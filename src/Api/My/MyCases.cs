using System.Security.Cryptography;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Cases;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.My.Pages;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.My;

/// <summary>What the holder of a number asks of others, each on a page of its own: dispute, complain, intercept.</summary>
internal static class MyCases
{
    internal static void MapMyCases(this IEndpointRouteBuilder routes)
    {
        var my = routes.MapMyGroup();
        my.MapGet("/number/dispute", (HttpContext context, HolderDesk desk) => Show(context, desk, (_, view) => DisputePage(context, view, problem: null)));
        my.MapPost("/number/dispute", Dispute);
        my.MapGet("/number/complaint", (HttpContext context, HolderDesk desk) => Show(context, desk, (_, view) => ComplaintPage(context, view, new TypedComplaint())));
        my.MapPost("/number/complaint", Complain);
        my.MapGet("/number/interception", (HttpContext context, HolderDesk desk) => Show(context, desk, (_, _) => InterceptionPage(context, new TypedSenders())));
        my.MapPost("/number/interception", Intercept);
        my.MapPost("/number/interception/end", EndInterception);
    }

    private static Task<IResult> Dispute(HttpContext context, HolderDesk desk, CaseDesk cases) => Show(context, desk, async (bound, view) =>
    {
        var form = await context.Request.ReadFormAsync();
        if (Word<DisputeReason>(form["reason"]) is not { } reason || form["category"].ToString() is not { Length: > 0 and <= 40 } category) return DisputePage(context, view, "dispute.incomplete");
        var reply = await cases.Dispute(Call(context, bound, form, "dispute", category + reason), category, reason);
        return await Answer(context, reply, _ => DisputePage(context, view, "dispute.nothing", StatusCodes.Status409Conflict));
    });

    private static Task<IResult> Complain(HttpContext context, HolderDesk desk, CaseDesk cases) => Show(context, desk, async (bound, view) =>
    {
        var form = await context.Request.ReadFormAsync();
        var typed = new TypedComplaint(form["kind"].ToString(), form["category"].ToString(), OneLine(form["sender"]), OneLine(form["text"])).Checked();
        if (typed.Problem is not null || Word<ComplaintKind>(typed.Kind) is not { } kind) return ComplaintPage(context, view, typed with { Problem = typed.Problem ?? "complaint.noKind" }, StatusCodes.Status400BadRequest);

        var call = Call(context, bound, form, "complain", string.Join('\n', typed.Kind, typed.Category, typed.Sender, typed.Text));
        var reply = await cases.Complain(call, kind, Given(typed.Category), Given(typed.Sender), Given(typed.Text));
        return await Answer(context, reply, _ => ComplaintPage(context, view, typed with { Problem = "complaint.tooMany" }, StatusCodes.Status429TooManyRequests));
    });

    private static Task<IResult> Intercept(HttpContext context, HolderDesk desk, CaseDesk cases) => Show(context, desk, async (bound, _) =>
    {
        var form = await context.Request.ReadFormAsync();
        var typed = new TypedSenders(form["by"].ToString(), OneLine(form["value"]));
        if (typed.Read() is not { } senders) return InterceptionPage(context, typed with { Problem = "interception.invalid" }, StatusCodes.Status400BadRequest);

        var reply = await cases.Intercept(Call(context, bound, form, "intercept", $"{senders.By} {senders.Value}"), senders);
        return await Answer(context, reply, refusal => refusal == Refusal.TooWide
            ? InterceptionPage(context, typed with { Problem = "interception.tooWide" }, StatusCodes.Status400BadRequest)
            : InterceptionPage(context, typed with { Problem = "interception.tooMany" }, StatusCodes.Status429TooManyRequests));
    });

    private static Task<IResult> EndInterception(HttpContext context, HolderDesk desk, CaseDesk cases) => Show(context, desk, async (bound, _) =>
    {
        var form = await context.Request.ReadFormAsync();
        var id = form["id"].ToString();
        if (!OpaqueIds.MayBe(id)) return Results.Redirect(MyEndpoints.NumberPage);
        var reply = await cases.EndInterception(Call(context, bound, form, "end", id), id);
        return await Answer(context, reply, _ => Results.Redirect(MyEndpoints.NumberPage));
    });

    private static Task<IResult> Show(HttpContext context, HolderDesk desk, Func<BoundNumber, HolderView, IResult> page) => Show(context, desk, (bound, view) => Task.FromResult(page(bound, view)));

    private static async Task<IResult> Show(HttpContext context, HolderDesk desk, Func<BoundNumber, HolderView, Task<IResult>> page) =>
        await MySession.Bound(context) is not { } bound ? Results.Redirect("/my")
        : await desk.Read(bound) is { } view ? await page(bound, view)
        : await MyEndpoints.Over(context);

    private static async Task<IResult> Answer(HttpContext context, CommandReply reply, Func<Refusal, IResult> refused) =>
        reply.Refusal is not { } refusal ? Results.Redirect(MyEndpoints.NumberPage)
        : CaseDesk.IsOver(refusal) ? await MyEndpoints.Over(context)
        : refused(refusal);

    private static IResult DisputePage(HttpContext context, HolderView view, string? problem, int status = StatusCodes.Status200OK) =>
        view.Earlier.All(e => e.Refused == 0) && problem is null ? Results.Redirect(MyEndpoints.NumberPage) : MyForms.Page<DisputeForm>(
            context,
            new()
            {
                [nameof(DisputeForm.Text)] = MyText.Of(context),
                [nameof(DisputeForm.Categories)] = view.Earlier.Where(e => e.Refused > 0).Select(e => e.Category).ToArray(),
                [nameof(DisputeForm.Problem)] = problem,
                [nameof(DisputeForm.Once)] = Once(),
            },
            problem is null ? status : Math.Max(status, StatusCodes.Status400BadRequest));

    private static IResult ComplaintPage(HttpContext context, HolderView view, TypedComplaint typed, int status = StatusCodes.Status200OK) => MyForms.Page<ComplaintForm>(
        context,
        new()
        {
            [nameof(ComplaintForm.Text)] = MyText.Of(context),
            [nameof(ComplaintForm.Categories)] = view.Earlier.Select(e => e.Category).Union(MyText.Categories, StringComparer.Ordinal).ToArray(),
            [nameof(ComplaintForm.Typed)] = typed,
            [nameof(ComplaintForm.Once)] = Once(),
        },
        status);

    private static IResult InterceptionPage(HttpContext context, TypedSenders typed, int status = StatusCodes.Status200OK) => MyForms.Page<InterceptionForm>(
        context,
        new() { [nameof(InterceptionForm.Text)] = MyText.Of(context), [nameof(InterceptionForm.Typed)] = typed, [nameof(InterceptionForm.Once)] = Once() },
        status);

    // Sent twice, a form does its thing once: it carries its own key, and what it says is part of the command's fingerprint.
    private static HolderCall Call(HttpContext context, BoundNumber bound, IFormCollection form, string what, string content)
    {
        var once = form["once"].ToString();
        var key = once.Length == 24 && once.All(char.IsAsciiHexDigitLower) ? once : Once();
        return HolderCall.Of(bound, $"{what}:{key}", Fingerprint.Of(content), context.RequestAborted);
    }

    private static string Once() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    private static T? Word<T>(string? typed) where T : struct, Enum
    {
        foreach (var word in Enum.GetValues<T>())
            if (string.Equals(Json.CamelCaseEnums.NameOf(word.ToString()), typed, StringComparison.Ordinal)) return word;
        return null;
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static string OneLine(string? typed) => string.Concat((typed ?? "").Select(static c => char.IsControl(c) ? ' ' : c)).Trim();
}
