using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Admin;

/// <summary>Numbers whose record can't be read.</summary>
internal static class StuckEndpoints
{
    internal static void MapStuck(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/admin/stuck", List).WithTags("Operators").RequireScope(Scopes.AdminRead)
            .Named("listStuckNumbers", "Numbers whose record can't be read, each read again for this answer. Numbers are masked for admin:read.");

    private static async Task<Results<Ok<Page<StuckAnswer>>, Problem>> List(ClaimsPrincipal user, [FromServices] ILedger ledger, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var position = 0L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out position)) return new Problem(ApiErrors.InvalidCursor);
        var mayReadNumbers = user.HasClaim(CallerClaims.Scope, Scopes.Admin);
        var rows = await ledger.ReadStuck(position, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static row => row.Position.ToString(CultureInfo.InvariantCulture), row => new StuckAnswer(mayReadNumbers ? row.Number : PhoneNumber.Mask(row.Number), row.Since, row.Fault)));
    }
}

/// <summary>A number whose record can't be read.</summary>
/// <remarks><c>number</c>: masked for admin:read. <c>since</c>: when it was first noticed. <c>fault</c>: what is wrong, without any value of the record.</remarks>
internal sealed record StuckAnswer(string Number, DateTimeOffset Since, string Fault);
