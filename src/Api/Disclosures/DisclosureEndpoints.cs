using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Disclosures.Pages;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Feeds;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.My;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Disclosures;

namespace RecycledNumbers.Api.Disclosures;

/// <summary>What a buyer was told at the point of sale: made by the carrier, checked by anybody who has the code. The page is what the shop prints.</summary>
internal static class DisclosureEndpoints
{
    internal static void AddDisclosures(this IServiceCollection services)
    {
        services.AddOptions<DisclosureOptions>().BindConfiguration(DisclosureOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddFromHost<IDisclosureLedger>();
        services.AddSingleton<DisclosureDesk>();
    }

    internal static void MapDisclosures(this IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/v1/numbers/{number}").WithTags("Numbers").RequireScope(Scopes.Numbers).AsCommand().WithValidBodies();
        numbers.MapPost("/disclosure", Give).Produces<GivenAnswer>(StatusCodes.Status201Created)
            .Named("giveDisclosure", "Tells a buyer what must be told: keeps it under seal, and gives a code with which the buyer can check it later and a page to print.");

        routes.MapGet("/v1/disclosures/{code}", Read).AllowAnonymous().WithTags("Numbers").WithMetadata(new MayConflict(), new MayBeGuessed()).Produces<DisclosureStatement>(StatusCodes.Status200OK)
            .Named("readGivenDisclosure", "What was told under this code, signed.");

        var pages = routes.MapGroup("/disclosure").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(MyForms.Harden);
        pages.MapGet("", (Func<HttpContext, string?, Task<IResult>>)Enter);
        pages.MapGet("/{code}", Show);
    }

    private static async Task<Results<Answer<GivenAnswer>, Problem>> Give(PhoneNumber number, Nothing? body, CommandCall call, [FromServices] DisclosureDesk desk)
    {
        var command = new GiveDisclosure { Id = call.Id, Actor = call.Actor, Code = DisclosureDesk.NewCode() };
        var reply = await call.Send(number.Value, command, static (grain, give) => grain.GiveDisclosure(give));
        return reply.Refusal is { } refusal
            ? new Problem(LifecycleErrors.Of(refusal))
            : new Answer<GivenAnswer>(await desk.Keep(number, call.Actor.Id, reply.Answer!, call.Cancellation), reply.Replayed, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Read(string code, HttpContext context, [FromServices] DisclosureDesk desk, KeyRing keys) => Json(context, await desk.Check(context, code), keys);

    private static async Task<IResult> Show(string code, HttpContext context, [FromServices] DisclosureDesk desk, KeyRing keys)
    {
        var found = await desk.Check(context, code);
        if (WantsJson(context)) return Json(context, found, keys);

        var text = MyText.Of(context);
        return found.Finding switch
        {
            DisclosureFinding.Genuine => MyForms.Page<DisclosurePage>(context, new()
            {
                [nameof(DisclosurePage.Text)] = text,
                [nameof(DisclosurePage.Statement)] = found.Statement,
                [nameof(DisclosurePage.Code)] = found.Code!.Printed,
                [nameof(DisclosurePage.Url)] = desk.UrlOf(found.Code).AbsoluteUri,
            }),
            DisclosureFinding.Altered => MyForms.Notice(context, "disclosure.altered", StatusCodes.Status409Conflict, back: null),
            DisclosureFinding.TooMany => TooMany(context, text, code),
            _ => Form(context, text, text["disclosure.unknown"], code, StatusCodes.Status404NotFound),
        };
    }

    // Typed into the form: the address of what it finds is what can be kept, printed or sent.
    private static Task<IResult> Enter(HttpContext context, string? code) => Task.FromResult<IResult>(
        string.IsNullOrWhiteSpace(code) ? Form(context, MyText.Of(context), problem: null)
        : Results.Redirect($"/disclosure/{Uri.EscapeDataString(DisclosureCode.TryParse(code, out var read) ? read.Printed : code[..Math.Min(code.Length, 60)])}"));

    private static IResult Json(HttpContext context, FoundDisclosure found, KeyRing keys)
    {
        if (found is not { Finding: DisclosureFinding.Genuine, Text: { } text, Code: { } code })
        {
            if (found.Finding == DisclosureFinding.TooMany) context.Response.Headers.RetryIn(DisclosureDesk.Window);
            return new Problem(found.Finding switch { DisclosureFinding.Altered => ApiErrors.DisclosureAltered, DisclosureFinding.TooMany => ApiErrors.TooManyRequests, _ => ApiErrors.NotFound });
        }

        var body = Encoding.UTF8.GetBytes(text);
        using var signature = new DetachedJws(keys, ("disclosure", code.Printed));
        signature.Append(body);
        context.Response.Headers[DetachedJws.Header] = signature.Sign();
        return Results.Bytes(body, "application/json; charset=utf-8");
    }

    private static RazorComponentResult<CodeEntry> TooMany(HttpContext context, MyText text, string typed)
    {
        context.Response.Headers.RetryIn(DisclosureDesk.Window);
        return Form(context, text, text["disclosure.tooMany"], typed, StatusCodes.Status429TooManyRequests);
    }

    private static RazorComponentResult<CodeEntry> Form(HttpContext context, MyText text, string? problem, string typed = "", int status = StatusCodes.Status200OK) =>
        MyForms.Page<CodeEntry>(context, new() { [nameof(CodeEntry.Text)] = text, [nameof(CodeEntry.Problem)] = problem, [nameof(CodeEntry.Typed)] = typed }, status);

    private static bool WantsJson(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().Accept;
        return accepted.Any(static type => type.MediaType == "application/json") && !accepted.Any(static type => type.MediaType == "text/html");
    }
}
