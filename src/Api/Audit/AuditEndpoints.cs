using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Audit;

namespace RecycledNumbers.Api.Audit;

/// <summary>What proves that the history is as it was written: a number's own for who may read it, the roots for anybody, everything for an auditor.</summary>
internal static class AuditEndpoints
{
    private const int AtOnce = 1_000;
    private const int FlushAt = 16 * 1024;

    internal static void AddAudit(this IServiceCollection services)
    {
        services.AddFromHost<IAuditLedger>();
        services.TryAddSingleton(static provider => new EventSalts(provider.GetRequiredService<KeyRing>().Derive("event-salt")));
        services.AddSingleton<IRootSigner, RootSigner>();
        services.AddSingleton<AuditDesk>();
    }

    internal static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/v1/audit").WithTags("Audit");
        audit.MapGet("/roots", ReadRoots).AllowAnonymous().Named("readAuditRoots", "Signed roots over all events, oldest first; no number is in them. Anybody may keep them.");
        audit.MapGet("/{number}", Export).RequireScope(Scopes.Numbers, Scopes.AdminRead, Scopes.Audit).Named("exportAudit", "One number's history, each event with its hash, its proof and the signed root.");
        var all = audit.MapGroup("").RequireScope(Scopes.Audit, Scopes.Admin);
        all.MapGet("/roots/{index}/events", StreamEvents).Produces<AuditRow>(StatusCodes.Status200OK, RowFormat.Ndjson).Named("readAuditEvents", "All events under a root, in their order.");
        all.MapGet("/roots/{index}/leaves", SendLeaves).Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").Named("readAuditLeaves", "Hashes of the events under a root as they were when it was made, 32 bytes each.");
        all.MapGet("/events", StreamNew).Produces<AuditRow>(StatusCodes.Status200OK, RowFormat.Ndjson).Named("readAuditFeed", "All events behind a cursor, for example behind the newest root.");
        all.MapGet("/ends", StreamEnds).Produces<HistoryEndRow>(StatusCodes.Status200OK, RowFormat.Ndjson).Named("readAuditEnds", "Where every number's history ends by its own record.");
    }

    private static async Task<Results<Ok<AuditExport>, Problem>> Export(PhoneNumber number, Caller caller, ClaimsPrincipal user, IGrainFactory grains, [FromServices] AuditDesk desk, CancellationToken cancellation)
    {
        // The number says who may read it, as of its history.
        if (await grains.GetGrain<INumberGrain>(number.Value).Read(caller.AsParty()) is null) return new Problem(ApiErrors.NotFound);
        return TypedResults.Ok(await desk.Export(number.Value, caller.AsParty(), MayReadAll(user), cancellation));
    }

    private static async Task<Results<Ok<Page<RootAnswer>>, Problem>> ReadRoots([FromServices] Func<IAuditLedger> ledger, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var from = -1L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out from)) return new Problem(ApiErrors.InvalidCursor);
        var roots = await ledger().ReadRoots(from == long.MaxValue ? from : from + 1, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(roots, limit, static root => root.Index.ToString(CultureInfo.InvariantCulture), RootAnswer.Of));
    }

    private static async Task<IResult> StreamEvents(long index, HttpContext context, [FromServices] Func<IAuditLedger> ledger, [FromServices] EventSalts salts, CancellationToken cancellation)
    {
        if (await ledger().FindRoot(index, cancellation) is not { } root) return new Problem(ApiErrors.NotFound);
        // Where a root begins, the one before says; one that was taken away shows in the roots.
        var after = await ledger().FindRoot(index - 1, cancellation);
        await Stream(context, (cursor, token) => ledger().ReadStretch(cursor, root.UpTo, AtOnce, token), after?.UpTo, static row => row.Cursor, row => AuditRow.Of(row, salts));
        return Results.Empty;
    }

    private static async Task<IResult> SendLeaves(long index, HttpContext context, [FromServices] Func<IAuditLedger> ledger, CancellationToken cancellation)
    {
        if (await ledger().ReadLeaves(index, cancellation) is not { } leaves) return new Problem(ApiErrors.NotFound);
        var bytes = new byte[leaves.Length * AuditHash.Size];
        for (var i = 0; i < leaves.Length; i++) leaves[i].Write(bytes.AsSpan(i * AuditHash.Size));
        return Results.Bytes(bytes, "application/octet-stream");
    }

    private static async Task<IResult> StreamNew(HttpContext context, [FromServices] Func<IAuditLedger> ledger, [FromServices] EventSalts salts, string? after, CancellationToken cancellation)
    {
        await Stream(context, (cursor, token) => ledger().ReadStretch(cursor, null, AtOnce, token), after, static row => row.Cursor, row => AuditRow.Of(row, salts));
        return Results.Empty;
    }

    private static async Task<IResult> StreamEnds(HttpContext context, [FromServices] Func<IAuditLedger> ledger, CancellationToken cancellation)
    {
        await Stream(context, (number, token) => ledger().ReadEnds(number, AtOnce, token), null, static end => end.Number, HistoryEndRow.Of);
        return Results.Empty;
    }

    /// <summary>Line by line, however many there are. What breaks off has no end: the connection is cut, and no reader takes it for whole.</summary>
    private static async Task Stream<TRow, TLine>(
        HttpContext context, Func<string?, CancellationToken, Task<IReadOnlyList<TRow>>> read, string? after, Func<TRow, string> cursor, Func<TRow, TLine> shape)
    {
        var json = new RowJson(context);
        var output = context.Response.BodyWriter;
        for (IReadOnlyList<TRow> rows = [.. await read(after, context.RequestAborted)]; ; rows = await read(after, context.RequestAborted))
        {
            context.Response.ContentType ??= RowFormat.Ndjson;
            foreach (var row in rows)
            {
                var line = json.Write(shape(row));
                var span = output.GetSpan(line.Length + 1);
                line.CopyTo(span);
                span[line.Length] = (byte)'\n';
                output.Advance(line.Length + 1);
                if (output.UnflushedBytes > FlushAt) await output.FlushAsync(context.RequestAborted);
            }

            if (rows.Count < AtOnce) break;
            after = cursor(rows[^1]);
        }

        await output.FlushAsync(context.RequestAborted);
    }

    private static bool MayReadAll(ClaimsPrincipal user) => user.HasClaim(CallerClaims.Scope, Scopes.Audit) || user.HasClaim(CallerClaims.Scope, Scopes.Admin);
}
