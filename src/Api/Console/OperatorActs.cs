using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Console.Pages;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Console;

/// <summary>What operators do. Each act is asked for twice: by the button where it is seen, and by the reason on a page of its own.</summary>
internal static class OperatorActs
{
    private const int LongestReason = 200;

    internal static void MapOperatorActs(this IEndpointRouteBuilder routes)
    {
        var acts = routes.MapConsoleGroup().MapGroup("/act").AddEndpointFilter(ConsoleDoor.Act);
        acts.MapGet("/{act}", Ask);
        acts.MapPost("/{act}", Do);
    }

    private static async Task<IResult> Ask(string act, HttpContext context, Handles handles, [FromServices] ILedger ledger, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock) =>
        await Confirm(context, act, context.Request.Query["on"], handles, ledger, clock, new Typed("", "", Once()), problem: null);

    private static async Task<IResult> Do(string act, HttpContext context, OperatorSession who, OperatorDesk desk, Handles handles, [FromServices] ILedger ledger, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        var form = await context.Request.ReadFormAsync();
        var typed = new Typed(OneLine(form["reason"]), form["until"].ToString(), form["once"].ToString());
        var on = form["on"].ToString();
        if (!OperatorDesk.Acts.Contains(act) || handles.Open(on) is not { } subject || !IsSubject(act, subject) || !IsOnce(typed.Once)) return ConsolePages.Notice(context, "unknown", StatusCodes.Status404NotFound);
        if (typed.Reason.Length is 0 or > LongestReason) return await Confirm(context, act, on, handles, ledger, clock, typed, "act.reason.missing");
        DateTimeOffset? until = null;
        if (act == OperatorDesk.Extending)
        {
            // The first and the last year lie, in some zones, outside of what an instant can be.
            if (!DateOnly.TryParseExact(typed.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is 1 or 9999) return await Confirm(context, act, on, handles, ledger, clock, typed, "act.until.missing");
            until = Domain.Policies.FreezeProfile.Of(PhoneNumber.Parse(subject).Country).StartOf(day);
        }

        try
        {
            var outcome = await desk.Do(new Wish(act, subject, until, typed.Reason, typed.Once), who, context.RequestAborted);
            return outcome == OperatorDesk.Done
                ? Results.Redirect(After(act, subject, handles))
                : await Confirm(context, act, on, handles, ledger, clock, typed with { Once = Once() }, "refused." + outcome, StatusCodes.Status409Conflict);
        }
        catch (Exception fault) when (fault is not LedgerUnavailableException && (InDoubt.Is(fault) || fault is NumberStuckException or CommandRejectedException))
        {
            return ConsolePages.Notice(context, "doubt", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> Confirm(HttpContext context, string act, string? on, Handles handles, ILedger ledger, TimeProvider clock, Typed typed, string? problem, int? status = null)
    {
        if (!OperatorDesk.Acts.Contains(act) || handles.Open(on) is not { } subject) return ConsolePages.Notice(context, "unknown", StatusCodes.Status404NotFound);
        var delivery = OperatorDesk.IsOnDelivery(act) ? await ledger.FindDelivery(subject, context.RequestAborted) : null;
        if (delivery is null == OperatorDesk.IsOnDelivery(act) || (delivery is null && !PhoneNumber.TryParse(subject, out _))) return ConsolePages.Notice(context, "unknown", StatusCodes.Status404NotFound);
        return ConsolePages.Page<ConfirmPage>(context, new()
        {
            [nameof(ConfirmPage.Act)] = act,
            [nameof(ConfirmPage.On)] = on,
            [nameof(ConfirmPage.Number)] = delivery?.Number ?? subject,
            [nameof(ConfirmPage.Delivery)] = delivery,
            [nameof(ConfirmPage.Typed)] = typed,
            [nameof(ConfirmPage.Today)] = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            [nameof(ConfirmPage.Problem)] = problem,
        }, status ?? (problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest));
    }

    private static string After(string act, string subject, Handles handles) =>
        OperatorDesk.IsOnDelivery(act) ? $"/console/deadletters?done={act}"
        : act == OperatorDesk.Looking ? $"/console/stuck?done={act}"
        : $"/console/number?n={handles.Seal(subject)}&done={act}";

    // Lists and deliveries are sealed in the same way.
    private static bool IsSubject(string act, string subject) => OperatorDesk.IsOnDelivery(act) || PhoneNumber.TryParse(subject, out _);

    private static string Once() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    private static bool IsOnce(string once) => once.Length == 24 && once.All(char.IsAsciiHexDigitLower);

    private static string OneLine(string? typed) => string.Concat((typed ?? "").Select(static c => char.IsControl(c) ? ' ' : c)).Trim();
}

/// <summary>What was typed on the page that confirms.</summary>
public sealed record Typed
{
    internal Typed(string reason, string until, string once) => (Reason, Until, Once) = (reason, until, once);

    internal string Reason { get; init; }

    internal string Until { get; init; }

    internal string Once { get; init; }
}
