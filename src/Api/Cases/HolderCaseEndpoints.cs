using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Holders;

namespace RecycledNumbers.Api.Cases;

/// <summary>Disputes, complaints and interceptions of the holder whom the token proves. They belong to the present tenure and end with it.</summary>
internal static class HolderCaseEndpoints
{
    internal static void MapHolderCases(this IEndpointRouteBuilder routes)
    {
        // Another authority's tokens are the only ones that count where one is set; ours would be refused.
        if (routes.ServiceProvider.GetRequiredService<IOptions<AccessOptions>>().Value.Authority is not null) return;

        var me = routes.MapGroup("/v1/me").WithTags("Holders").RequireScope(Scopes.Me).WithValidBodies();
        me.MapGet("/disputes", ReadDisputes).Named("listMyDisputes", "Disputes of the present tenure, one for each account that is disputed.");
        me.MapPost("/disputes", Dispute).AsCommand().Named("disputeRefusals", "Disputes what services of a category refused to unbind: each account of an earlier owner once.");
        me.MapGet("/complaints", ReadComplaints).Named("listMyComplaints", "Complaints of the present tenure, oldest first.");
        me.MapPost("/complaints", Complain).AsCommand().Produces<ComplaintAnswer>(StatusCodes.Status201Created).Named("complain", "Complains about a kind of service or a sender. At most 5 a day and 10 open.");
        me.MapGet("/interceptions", ReadInterceptions).Named("listMyInterceptions", "Interceptions of the present tenure, oldest first.");
        me.MapPost("/interceptions", Intercept).AsCommand().Produces<InterceptionAnswer>(StatusCodes.Status201Created).Named("askInterception", "Asks the carrier to intercept senders. At most 20 at a time and 20 a day.");
        me.MapDelete("/interceptions/{id}", EndInterception).AsCommand().Named("endInterception", "Ends an interception; the carrier is told.");
    }

    private static Task<Results<Ok<Page<DisputeAnswer>>, Problem>> ReadDisputes(HttpContext context, HolderDesk desk) => Read(context, desk, static cases => cases.Disputes.Select(DisputeAnswer.Of));

    private static Task<Results<Ok<Page<ComplaintAnswer>>, Problem>> ReadComplaints(HttpContext context, HolderDesk desk, ComplaintSeal seal) =>
        Read(context, desk, cases => cases.Complaints.Select(c => ComplaintAnswer.Of(c, seal.Open(c.Words))));

    private static Task<Results<Ok<Page<InterceptionAnswer>>, Problem>> ReadInterceptions(HttpContext context, HolderDesk desk) => Read(context, desk, static cases => cases.Interceptions.Select(InterceptionAnswer.Of));

    private static async Task<Results<Answer<Page<DisputeAnswer>>, Problem>> Dispute(DisputeRequest body, HolderCall call, CaseDesk desk) =>
        As(await desk.Dispute(call, body.Category, body.Reason), static cases => new Page<DisputeAnswer>([.. cases.Disputes.Select(DisputeAnswer.Of)], null), StatusCodes.Status200OK);

    private static async Task<Results<Answer<ComplaintAnswer>, Problem>> Complain(ComplaintRequest body, HolderCall call, CaseDesk desk) => As(
        await desk.Complain(call, body.Kind, body.Category, body.Typed, body.Text),
        cases => ComplaintAnswer.Of(cases.Complaints.Single(), new ComplaintWords(body.Typed, body.Text)),
        StatusCodes.Status201Created);

    private static async Task<Results<Answer<InterceptionAnswer>, Problem>> Intercept(InterceptionRequest body, HolderCall call, CaseDesk desk) =>
        As(await desk.Intercept(call, body.ToSenders()), static cases => InterceptionAnswer.Of(cases.Interceptions.Single()), StatusCodes.Status201Created);

    private static async Task<Results<Done, Problem>> EndInterception(string id, HolderCall call, CaseDesk desk)
    {
        var reply = await desk.EndInterception(call, id);
        return CaseDesk.IsOver(reply.Refusal) ? new Problem(ApiErrors.NotFound) : reply.AsDone();
    }

    private static async Task<Results<Ok<Page<T>>, Problem>> Read<T>(HttpContext context, HolderDesk desk, Func<HolderCases, IEnumerable<T>> shape) =>
        BoundNumber.Of(context.User) is { } bound && await desk.Read(bound) is { } view
            ? TypedResults.Ok(new Page<T>([.. shape(view.Cases ?? HolderCases.None)], null))
            : new Problem(ApiErrors.NotFound);

    private static Results<Answer<T>, Problem> As<T>(CommandReply reply, Func<HolderCases, T> shape, int status) =>
        CaseDesk.IsOver(reply.Refusal) ? new Problem(ApiErrors.NotFound) : reply.As(answer => shape(answer.Cases!), status);
}
