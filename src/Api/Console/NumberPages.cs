using RecycledNumbers.Api.Console.Pages;
using RecycledNumbers.Api.Hosting;

namespace RecycledNumbers.Api.Console;

/// <summary>One number: its life, its events, its accounts, what is under way about it, and what may be done.</summary>
internal static class NumberPages
{
    internal static void MapNumberPages(this IEndpointRouteBuilder routes) => routes.MapConsoleGroup().MapGet("/number", Show);

    private static async Task<IResult> Show(HttpContext context, NumberFile file, Handles handles, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        if (handles.OpenNumber(context.Request.Query["n"]) is not { } number) return ConsolePages.Notice(context, "unknown", StatusCodes.Status404NotFound);
        var before = long.TryParse(context.Request.Query["before"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place) && place > 1 ? place : (long?)null;
        return ConsolePages.Page<NumberPage>(context, new()
        {
            [nameof(NumberPage.View)] = await file.Read(number, before, context.RequestAborted),
            [nameof(NumberPage.RegistryNow)] = clock.GetUtcNow(),
            [nameof(NumberPage.Done)] = context.Request.Query["done"].ToString() is { Length: > 0 } done && OperatorDesk.Acts.Contains(done) ? done : null,
        });
    }
}
