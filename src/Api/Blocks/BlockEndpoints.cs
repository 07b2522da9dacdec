using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Blocks;

/// <summary>The blocks of numbers that the calling carrier holds.</summary>
internal static class BlockEndpoints
{
    internal static void MapBlocks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/blocks", List).WithTags("Numbers").RequireScope(Scopes.Numbers).Named("listBlocks", "The blocks that the carrier holds, by first number.");

    private static async Task<Results<Ok<Page<BlockAnswer>>, Problem>> List(Caller caller, [FromServices] ILedger ledger, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        // A cursor without the plus sign, which a query string would turn into a space.
        if (after is not null && !PhoneNumber.TryParse("+" + after, out _)) return new Problem(ApiErrors.InvalidCursor);
        var blocks = await ledger.ReadBlocks(caller.Name, after is null ? null : "+" + after, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(blocks, limit, static block => block.First[1..], static block => new BlockAnswer(block.First, block.Last)));
    }
}

/// <summary>A block, first and last number included.</summary>
internal sealed record BlockAnswer(string First, string Last);
