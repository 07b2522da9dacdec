using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Cases;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Cases;

namespace RecycledNumbers.Api.Admin;

/// <summary>Disputes that a platform did not end: it upheld its refusal, or let the deadline pass.</summary>
internal static class DisputeEndpoints
{
    internal static void MapDisputes(this IEndpointRouteBuilder routes)
    {
        var disputes = routes.MapGroup("/v1/admin/disputes").WithTags("Operators").WithValidBodies();
        disputes.MapGet("", List).RequireScope(Scopes.AdminRead).Named("listDisputes", "Disputes that were escalated; with open=false those that are over. Numbers are masked for admin:read.");
        disputes.MapPost("/{id}/decide", Decide).RequireScope(Scopes.Admin).AsCommand().Named("decideDispute", "Lets the refusal stand, or has the platform asked again with a new deadline.");
    }

    private static async Task<Ok<Page<EscalatedAnswer>>> List(ClaimsPrincipal user, [FromServices] ICaseLists lists, bool? open, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var mayReadNumbers = user.HasClaim(CallerClaims.Scope, Scopes.Admin);
        var rows = await lists.ReadCases(CaseRow.Operators, open ?? true, after, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static row => row.Cursor, row => EscalatedAnswer.Of(row.Case, mayReadNumbers)));
    }

    private static async Task<Results<Answer<CaseStateAnswer>, Problem>> Decide(string id, DecisionRequest body, CommandCall call, [FromServices] ICaseLists lists)
    {
        if (!OpaqueIds.MayBe(id) || await lists.FindCase(id, call.Cancellation) is not { Kind: CaseRow.Dispute } row) return new Problem(ApiErrors.NotFound);
        var command = new DecideDispute { Id = call.Id, Actor = call.Actor, UnbindingId = id, RefusalStands = body.Decision == DisputeDecision.RefusalStands, Reason = body.Reason };
        var reply = await call.Send(row.Number, command, static (grain, decide) => grain.DecideDispute(decide));
        return reply.As(_ => CaseStateAnswer.Of(id, body.Decision == DisputeDecision.RefusalStands ? DisputeState.Decided : DisputeState.Disputed));
    }
}

/// <summary>What an operator decides.</summary>
internal enum DisputeDecision
{
    /// <summary>The account stays.</summary>
    RefusalStands,

    /// <summary>The platform is asked again, with a new deadline.</summary>
    AskAgain,
}

/// <param name="Decision">What is decided.</param>
/// <param name="Reason">Why. For history; the holder is told the decision alone.</param>
internal sealed record DecisionRequest(DisputeDecision Decision, [property: Text(1, 500)] string Reason) : IRequestBody;

/// <summary>A dispute that was escalated.</summary>
/// <remarks><c>id</c>: of the unbinding. <c>number</c>: masked for admin:read. <c>reason</c>: the holder's. <c>cause</c>: unanswered, upheld. <c>answer</c>: the platform's reason for upholding its refusal.</remarks>
internal sealed record EscalatedAnswer(
    string Id, string Number, string State, string Platform, string Category, string Reason, string? Cause, string? Answer, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt)
{
    internal static EscalatedAnswer Of(CaseRow row, bool mayReadNumbers)
    {
        var data = CaseData.Of(row);
        return new EscalatedAnswer(row.Id, mayReadNumbers ? row.Number : PhoneNumber.Mask(row.Number), row.State, data.Platform!, data.Category!, data.Reason!, data.Cause, data.Answer, row.OpenedAt, row.ClosedAt);
    }
}
