using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Checks;

/// <summary>Has the owner changed? Checks change nothing, so they need no Idempotency-Key.</summary>
internal static class CheckEndpoints
{
    internal const int MostRows = 1_000_000;
    private const long LargestBody = 64L * 1024 * 1024;
    private const int AtOnce = 256;

    internal static void MapChecks(this IEndpointRouteBuilder routes)
    {
        var checks = routes.MapGroup("/v1/checks").WithTags("Checks").RequireScope(Scopes.Checks).WithValidBodies();
        checks.MapPost("", Check).Named("check", "Has the owner changed since a date, or since a tenure token was given out? Changes nothing and needs no Idempotency-Key.");
        checks.MapPost("/batch", CheckMany).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestBody))
            .Accepts<CheckRequest>(RowFormat.Ndjson, RowFormat.Csv).Produces<CheckRowAnswer>(StatusCodes.Status200OK, RowFormat.Ndjson, RowFormat.Csv)
            .Named("checkBatch", "Many checks, as NDJSON or as CSV with a header (number,date or number,tenureToken); the same rows with their answer, in order. At most 1,000,000.");
    }

    private static async Task<Ok<CheckResponse>> Check(CheckRequest body, CheckDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok(new CheckResponse(await desk.Answer(body, cancellation)));

    private static async Task CheckMany(HttpContext context, CheckDesk desk)
    {
        var format = RowFormat.Require(context.Request, RowFormat.Ndjson, RowFormat.Csv);
        var begin = format == RowFormat.Csv ? new CsvChecks(desk, context.RequestAborted).Begin : (Func<Row, Task<byte[]>>)new JsonChecks(desk, context).Begin;
        await RowStream.Answer(context, format, new RowLimits(MostRows, AtOnce), begin);
    }
}
