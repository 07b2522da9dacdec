using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Unbindings;

/// <summary>What a platform (or a carrier's own system) is asked to unbind, and what came of it.</summary>
internal static class UnbindingEndpoints
{
    internal static void MapUnbindings(this IEndpointRouteBuilder routes)
    {
        var unbindings = routes.MapGroup("/v1/unbindings").WithTags("Unbindings").RequireScope(Scopes.Bindings, Scopes.Numbers).WithValidBodies();
        unbindings.MapGet("", List).Named("listUnbindings", "Open unbindings, in the order they were first asked.");
        unbindings.MapPost("/{id}/outcome", Report).AsCommand().Named("reportOutcome", "Reports what came of an unbinding. What is settled already stays as it is.");
    }

    private static async Task<Ok<Page<UnbindingAnswer>>> List(Caller caller, TenureTokens tokens, [FromServices] ILedger ledger, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var party = caller.AsParty();
        var rows = await ledger.ReadOpenUnbindings(caller.Party, after, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static row => row.Cursor, row => UnbindingAnswer.Of(row.Unbinding, party, tokens)));
    }

    private static async Task<Results<Answer<UnbindingAnswer>, Problem>> Report(string id, OutcomeRequest body, CommandCall call, TenureTokens tokens, [FromServices] ILedger ledger)
    {
        if (await Find(id, call, ledger) is not { } number) return new Problem(ApiErrors.NotFound);
        var command = new ReportOutcome { Id = call.Id, Actor = call.Actor, UnbindingId = id, Outcome = body.Outcome, Reason = body.Reason, Until = body.Until };
        var reply = await call.Send(number, command, static (grain, report) => grain.ReportOutcome(report));
        return reply.As(answer => UnbindingAnswer.Of(answer.Unbinding!, call.Actor, tokens));
    }

    /// <summary>The number of an unbinding of the caller, or null.</summary>
    internal static async Task<string?> Find(string id, CommandCall call, ILedger ledger) =>
        OpaqueIds.MayBe(id) && await ledger.FindUnbinding(id, call.Cancellation) is { } row && row.Party == call.Caller.Party ? row.Number : null;
}
