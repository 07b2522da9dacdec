using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Console.Pages;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Operators;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Api.Console;

/// <summary>Lists that operators work through: a page at a time, along an index, whatever their length.</summary>
internal static class OperatorLists
{
    /// <summary>Rows on one page.</summary>
    internal const int Rows = 50;

    private static readonly DeliveryState[] Dead = [DeliveryState.Dead];

    internal static void MapOperatorLists(this IEndpointRouteBuilder routes)
    {
        var lists = routes.MapConsoleGroup();
        lists.MapGet("/stuck", Stuck);
        lists.MapGet("/held", Held);
        lists.MapGet("/leaving", Leaving);
        lists.MapGet("/overdue", Overdue);
        lists.MapGet("/deadletters", DeadLetters);
        lists.MapGet("/disputes", Disputes);
        lists.MapGet("/acts", Acts);
    }

    private static async Task<IResult> Stuck(HttpContext context, [FromServices] ILedger ledger, Handles handles)
    {
        var rows = await ledger.ReadStuck(Place<Position>(context, handles)?.At ?? 0, Rows + 1, context.RequestAborted);
        return List<StuckPage, Ledger.Stuck.StuckNumber>(context, rows, row => Sealed(handles, new Position(row.Position)));
    }

    private static async Task<IResult> Held(HttpContext context, [FromServices] IOperatorLedger operators, Handles handles)
    {
        var rows = await operators.ReadHeld(Place<FrozenNumber>(context, handles), Rows + 1, context.RequestAborted);
        return List<FrozenPage, FrozenNumber>(context, rows, row => Sealed(handles, row), new() { [nameof(FrozenPage.TitleKey)] = "held" });
    }

    private static async Task<IResult> Leaving(HttpContext context, [FromServices] IOperatorLedger operators, Handles handles)
    {
        if (!int.TryParse(context.Request.Query["day"], NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day > 100_000) return ConsolePages.Notice(context, "unknown", StatusCodes.Status404NotFound);
        var rows = await operators.ReadLeaving(day, Place<FrozenNumber>(context, handles), Rows + 1, context.RequestAborted);
        return List<FrozenPage, FrozenNumber>(context, rows, row => Sealed(handles, row), new() { [nameof(FrozenPage.TitleKey)] = "leavingday", [nameof(FrozenPage.Day)] = day });
    }

    private static async Task<IResult> Overdue(HttpContext context, [FromServices] IOperatorLedger operators, Handles handles, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        var party = context.Request.Query["party"].ToString() is { Length: > 0 } asked ? Party.TryParse(asked)?.ToString() : null;
        if (party is null && context.Request.Query["party"].ToString().Length > 0) return ConsolePages.Notice(context, "unknown", StatusCodes.Status404NotFound);
        var place = Place<Deadline>(context, handles);
        var rows = await operators.ReadOverdue(party, clock.GetUtcNow(), place is null ? null : After(place), Rows + 1, context.RequestAborted);
        return List<OverduePage, UnbindingRow>(context, rows, row => Sealed(handles, new Deadline(row.Deadline, row.Id)), new() { [nameof(OverduePage.Party)] = party, [nameof(OverduePage.RegistryNow)] = clock.GetUtcNow() });
    }

    private static async Task<IResult> DeadLetters(HttpContext context, [FromServices] ILedger ledger, Handles handles)
    {
        var rows = await ledger.ReadDeliveries(destination: null, Dead, Opened(context, handles), Rows + 1, context.RequestAborted);
        return List<DeadLettersPage, DeliveryRow>(context, rows, row => handles.Seal(row.Cursor));
    }

    private static async Task<IResult> Disputes(HttpContext context, [FromServices] ICaseLists cases, Handles handles)
    {
        var rows = await cases.ReadCases(CaseRow.Operators, open: true, Opened(context, handles), Rows + 1, context.RequestAborted);
        return List<DisputesPage, ListedCase>(context, rows, row => handles.Seal(row.Cursor));
    }

    private static async Task<IResult> Acts(HttpContext context, [FromServices] IOperatorLedger operators, Handles handles)
    {
        var rows = await operators.ReadActs(null, Place<Position>(context, handles)?.At, Rows + 1, context.RequestAborted);
        return List<ActsPage, OperatorAct>(context, rows, row => Sealed(handles, new Position(row.Position)));
    }

    private static IResult List<TPage, T>(HttpContext context, IReadOnlyList<T> rows, Func<T, string> cursor, Dictionary<string, object?>? more = null) where TPage : ListPage<T>
    {
        var parameters = more ?? [];
        parameters[nameof(ListPage<T>.Rows)] = rows.Take(Rows).ToArray();
        parameters[nameof(ListPage<T>.Next)] = rows.Count > Rows ? cursor(rows[Rows - 1]) : null;
        parameters[nameof(ListPage<T>.Done)] = context.Request.Query["done"].ToString() is { Length: > 0 } done && OperatorDesk.Acts.Contains(done) ? done : null;
        return ConsolePages.Page<TPage>(context, parameters);
    }

    // A place holds numbers, so it is sealed like them.
    private static string Sealed<T>(Handles handles, T place) => handles.Seal(JsonSerializer.Serialize(place));

    private static T? Place<T>(HttpContext context, Handles handles) where T : class =>
        Opened(context, handles) is { } text ? Read<T>(text) : null;

    private static string? Opened(HttpContext context, Handles handles) =>
        context.Request.Query["after"].ToString() is { Length: > 0 } after ? handles.Open(after) ?? throw new InvalidCursorException("after") : null;

    private static T Read<T>(string text) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text) ?? throw new InvalidCursorException("after");
        }
        catch (JsonException)
        {
            // It is a place in another list.
            throw new InvalidCursorException("after");
        }
    }

    private static UnbindingRow After(Deadline place) => new()
    {
        Id = place.Id,
        Deadline = place.At,
        Party = "",
        Number = "",
        Account = "",
        Generation = 0,
        State = "",
        Open = true,
        Reason = "",
        Urgency = "",
        RequestedAt = place.At,
    };

    private sealed record Position(long At);

    private sealed record Deadline(DateTimeOffset At, string Id);
}
