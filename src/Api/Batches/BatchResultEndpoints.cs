using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>What became of a batch, row by row, streamed.</summary>
internal static class BatchResultEndpoints
{
    private const int FlushAt = 16 * 1024;
    private const string Header = "line,number,account,result,code,frozenUntil,secondHand,tenureToken,action";

    internal static void MapBatchResults(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/batches/{id}/results", Read).WithTags("Batches").RequireScope(Scopes.Numbers, Scopes.Bindings)
            .Produces<BatchRowAnswer>(StatusCodes.Status200OK, RowFormat.Ndjson, RowFormat.Csv)
            .Named("readBatchResults", "A line for each row that has its answer, in the order of the file: NDJSON, or CSV where Accept asks for it.");

    private static async Task<IResult> Read(string id, HttpContext context, Caller caller, [FromServices] IBatchLedger ledger, TenureTokens tokens, string? only)
    {
        if (only is not (null or "refused")) throw new ApiException(ApiErrors.InvalidParameter, "only is refused, or left out.");
        if (await BatchEndpoints.Find(id, caller, ledger, context.RequestAborted) is not { } batch) return new Problem(ApiErrors.NotFound);
        var isCsv = context.Request.Headers.Accept.Any(static accept => accept?.Contains(RowFormat.Csv, StringComparison.OrdinalIgnoreCase) == true);
        var json = new RowJson(context);
        var output = context.Response.BodyWriter;
        context.Response.ContentType = isCsv ? RowFormat.Csv : RowFormat.Ndjson;
        if (isCsv) Append(output, Encoding.UTF8.GetBytes(Header));
        await foreach (var row in new BatchResults(ledger, batch, tokens, only is not null).Read(context.RequestAborted))
        {
            Append(output, isCsv ? Encoding.UTF8.GetBytes(Csv(row)) : json.Write(row));
            if (output.UnflushedBytes > FlushAt) await output.FlushAsync(context.RequestAborted);
        }

        await output.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    private static string Csv(BatchRowAnswer row) => string.Join(',',
        row.Line.ToString(CultureInfo.InvariantCulture),
        CsvLine.Write(row.Number),
        CsvLine.Write(row.Account),
        row.Result,
        row.Code,
        row.FrozenUntil?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        row.SecondHand is { } secondHand ? (secondHand ? "true" : "false") : "",
        row.TenureToken,
        row.Action);

    private static void Append(System.IO.Pipelines.PipeWriter output, byte[] line)
    {
        var span = output.GetSpan(line.Length + 1);
        line.CopyTo(span);
        span[line.Length] = (byte)'\n';
        output.Advance(line.Length + 1);
    }
}
