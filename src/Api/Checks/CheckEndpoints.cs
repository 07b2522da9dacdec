using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Checks.Batches;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Checks;

/// <summary>Has the owner changed? Checks change nothing, so they need no Idempotency-Key.</summary>
internal static class CheckEndpoints
{
    private const int MostRows = 10_000_000;
    private const long LargestBody = 1024L * 1024 * 1024;

    internal static void MapChecks(this IEndpointRouteBuilder routes)
    {
        var checks = routes.MapGroup("/v1/checks").WithTags("Checks").RequireScope(Scopes.Checks).WithValidBodies();
        checks.MapPost("", Check).Named("check", "Has the owner changed since a date, or since a tenure token was given out? Changes nothing and needs no Idempotency-Key.");
        checks.MapPost("/batch", CheckMany).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestBody))
            .Accepts<CheckRequest>(RowFormat.Ndjson, RowFormat.Csv).Produces<CheckRowAnswer>(StatusCodes.Status200OK, RowFormat.Ndjson, RowFormat.Csv)
            .Named("checkBatch", "Many checks, as NDJSON or as CSV with a header (number,date or number,tenureToken), or as a query file of the Reassigned Numbers Database (TN,date); the same rows with their answer, in order, as they come. At most 10,000,000 rows and 1 GiB; gzip is taken.");
    }

    private static async Task<Ok<CheckResponse>> Check(CheckRequest body, CheckDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok(new CheckResponse(await desk.Answer(body, cancellation)));

    private static async Task CheckMany(HttpContext context, CheckDesk desk)
    {
        var (format, isGzip) = RowFormat.RequireOrGzip(context.Request, RowFormat.Ndjson, RowFormat.Csv);
        IBatchShape shape = format == RowFormat.Csv ? new CsvShape() : new JsonShape(context);
        await new CheckBatch(context, shape, desk.Questioner, new BatchLimits(MostRows, LargestBody)).Answer(format, isGzip);
    }
}
