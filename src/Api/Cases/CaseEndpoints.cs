using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Ledger.Cases;

namespace RecycledNumbers.Api.Cases;

/// <summary>What holders ask of a carrier or a platform: complaints, interceptions.</summary>
internal static class CaseEndpoints
{
    internal static void MapCases(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/v1/cases").WithTags("Cases").RequireScope(Scopes.Numbers, Scopes.Bindings).WithValidBodies();
        cases.MapGet("", List).Named("listCases", "Cases of the caller: open ones, or with open=false those that are over.");
        cases.MapGet("/{id}", Read).Named("readCase", "One case of the caller.");
        cases.MapPost("/{id}/close", Close).AsCommand().Named("closeCase", "Says what came of a complaint.");
        cases.MapPost("/{id}/answer", Answer).AsCommand().Named("answerCase", "Says whether an interception is done.");
    }

    private static async Task<Ok<Page<CaseAnswer>>> List(Caller caller, ComplaintSeal seal, [FromServices] ICaseLists lists, bool? open, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var rows = await lists.ReadCases(caller.Party, open ?? true, after, PageLimit.Of(limit) + 1, cancellation);
        var counts = await Counts(caller, rows.Select(static row => row.Case), lists, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static row => row.Cursor, row => CaseAnswer.Of(row.Case, seal, counts)));
    }

    private static async Task<Results<Ok<CaseAnswer>, Problem>> Read(string id, Caller caller, ComplaintSeal seal, [FromServices] ICaseLists lists, CancellationToken cancellation) =>
        await Find(id, caller, lists, cancellation) is { } row ? TypedResults.Ok(CaseAnswer.Of(row, seal, await Counts(caller, [row], lists, cancellation))) : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Answer<CaseStateAnswer>, Problem>> Close(string id, CloseRequest body, CommandCall call, [FromServices] ICaseLists lists)
    {
        if (await Find(id, call.Caller, lists, call.Cancellation) is not { Kind: CaseRow.Complaint } row) return new Problem(ApiErrors.NotFound);
        var command = new CloseComplaint { Id = call.Id, Actor = call.Actor, ComplaintId = id, Outcome = body.Outcome, Reason = body.Reason };
        return (await call.Send(row.Number, command, static (grain, close) => grain.CloseComplaint(close))).As(_ => new CaseStateAnswer(id, "closed"));
    }

    private static async Task<Results<Answer<CaseStateAnswer>, Problem>> Answer(string id, InterceptionAnswerRequest body, CommandCall call, [FromServices] ICaseLists lists)
    {
        if (await Find(id, call.Caller, lists, call.Cancellation) is not { Kind: CaseRow.Interception } row) return new Problem(ApiErrors.NotFound);
        var command = new AnswerInterception { Id = call.Id, Actor = call.Actor, InterceptionId = id, Accepted = body.Answer == InterceptionWord.Accepted, Reason = body.Reason };
        var reply = await call.Send(row.Number, command, static (grain, answer) => grain.AnswerInterception(answer));
        return reply.As(answer => CaseStateAnswer.Of(id, answer.Cases!.Interceptions.Single().State));
    }

    private static async Task<CaseRow?> Find(string id, Caller caller, ICaseLists lists, CancellationToken cancellation) =>
        OpaqueIds.MayBe(id) && await lists.FindCase(id, cancellation) is { } row && row.Party == caller.Party ? row : null;

    // A sender is complained of to carriers; a platform has no use for the count.
    private static async Task<IReadOnlyDictionary<string, SenderCount>> Counts(Caller caller, IEnumerable<CaseRow> rows, ICaseLists lists, CancellationToken cancellation) =>
        await lists.CountSenders(caller.Role == Contracts.Access.Role.Carrier ? [.. rows.Select(static row => row.Sender).OfType<string>()] : [], cancellation);
}
