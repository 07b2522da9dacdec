using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>Files of many rows, taken in whole and worked through behind the answer.</summary>
internal static class BatchEndpoints
{
    /// <summary>More than any setting allows; the setting itself holds while the body is read.</summary>
    private const long LargestBody = 4L << 30;

    internal static void MapBatches(this IEndpointRouteBuilder routes)
    {
        var batches = routes.MapGroup("/v1/batches").WithTags("Batches").RequireScope(Scopes.Numbers, Scopes.Bindings);
        batches.MapPost("", Send).AsUploadCommand(LargestBody)
            .Accepts<BindingRow>(RowFormat.Csv, RowFormat.Ndjson).Produces<BatchAnswer>(StatusCodes.Status202Accepted)
            .Named("sendBatch", "Takes in a file of rows, CSV with a header or NDJSON, also packed with gzip, and works it through. The same file sent again is recognised. Nothing is done before the upload is complete.");
        batches.MapGet("", List).Named("listBatches", "Your batches, newest first.");
        batches.MapGet("/{id}", Read).Named("readBatch", "How far a batch is.");
        batches.MapDelete("/{id}", Cancel).AsCommand().Named("cancelBatch", "Calls a batch off. Rows that were done by then stay done; the others are left.");
    }

    private static async Task<Answer<BatchAnswer>> Send(HttpContext context, CommandCall call, BatchIntake intake, TimeProvider time, string? content, string? again)
    {
        var (batch, replayed) = await intake.Take(context, call, BatchShape.Require(content, call.Caller), IsTrue(again));
        context.Response.Headers.Location = $"/v1/batches/{batch.Id}";
        return new Answer<BatchAnswer>(BatchAnswer.Of(batch, time.GetUtcNow()), replayed, StatusCodes.Status202Accepted);
    }

    private static async Task<Ok<Page<BatchAnswer>>> List(Caller caller, [FromServices] IBatchLedger ledger, TimeProvider time, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        if (after is not null && !OpaqueIds.MayBe(after)) throw new InvalidCursorException(nameof(after));
        var now = time.GetUtcNow();
        var rows = await ledger.List(caller.Party, after, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static batch => batch.Id, batch => BatchAnswer.Of(batch, now)));
    }

    private static async Task<Results<Ok<BatchAnswer>, Problem>> Read(string id, Caller caller, [FromServices] IBatchLedger ledger, TimeProvider time, CancellationToken cancellation) =>
        await Find(id, caller, ledger, cancellation) is { } batch ? TypedResults.Ok(BatchAnswer.Of(batch, time.GetUtcNow())) : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Answer<BatchAnswer>, Problem>> Cancel(string id, CommandCall call, [FromServices] IBatchLedger ledger, TimeProvider time)
    {
        if (await Find(id, call.Caller, ledger, call.Cancellation) is null) return new Problem(ApiErrors.NotFound);
        var isCancelled = await ledger.Cancel(id, time.GetUtcNow(), call.Cancellation);
        var batch = (await ledger.Find(id, call.Cancellation))!;
        return batch.State == BatchState.Cancelled ? new Answer<BatchAnswer>(BatchAnswer.Of(batch, time.GetUtcNow()), !isCancelled) : new Problem(ApiErrors.BatchFinished);
    }

    /// <summary>A batch of the caller, or null.</summary>
    internal static async Task<Batch?> Find(string id, Caller caller, IBatchLedger ledger, CancellationToken cancellation) =>
        OpaqueIds.MayBe(id) && await ledger.Find(id, cancellation) is { } batch && batch.Party == caller.Party ? batch : null;

    private static bool IsTrue(string? again) => again switch
    {
        null => false,
        "true" => true,
        _ => throw new ApiException(ApiErrors.InvalidParameter, "again is true, or left out."),
    };
}
