using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Api.Webhooks;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Api.Admin;

/// <summary>Deliveries that were given up, of all destinations.</summary>
internal static class DeadLetterEndpoints
{
    private const string ToNumber = "number:";
    private static readonly DeliveryState[] Dead = [DeliveryState.Dead];

    internal static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/v1/admin/deadletters").WithTags("Operators").WithValidBodies();
        letters.MapGet("", List).RequireScope(Scopes.AdminRead).Named("listDeadLetters", "Deliveries that were given up, in order. Numbers are masked for admin:read.");
        letters.MapPost("/{id}/replay", Replay).RequireScope(Scopes.Admin).AsCommand().Produces<QueuedAnswer>(StatusCodes.Status202Accepted)
            .Named("replayDeadLetter", "Makes a dead delivery due again.");
    }

    private static async Task<Ok<Page<DeadLetterAnswer>>> List(ClaimsPrincipal user, [FromServices] ILedger ledger, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var mayReadNumbers = user.HasClaim(CallerClaims.Scope, Scopes.Admin);
        var rows = await ledger.ReadDeliveries(destination: null, Dead, after, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static row => row.Cursor, row => Shape(row, mayReadNumbers)));
    }

    private static async Task<Results<Answer<QueuedAnswer>, Problem>> Replay(
        string id, Nothing? body, CommandCall call, IGrainFactory grains, [FromServices] ILedger ledger, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        if (!DeliveryId.MayBe(id) || await ledger.FindDelivery(id, call.Cancellation) is not { } row) return new Problem(ApiErrors.NotFound);
        if (!IsToNumber(row) && !IsToSink(row)) return (await ReplayForParty(row, call)).As(static queued => new QueuedAnswer(queued), StatusCodes.Status202Accepted);

        // Messages between numbers and to sinks have no endpoint that could remember the command; a row that is open again is its memory.
        var isAgain = row.State == DeliveryState.Open;
        if (!isAgain && !await ledger.ReplayDelivery(id, row.Destination, clock.GetUtcNow(), call.Cancellation)) return new Problem(ApiErrors.NotFound);
        await grains.GetGrain<IDeliveryLaneGrain>(row.Lane).Poke();
        return new Answer<QueuedAnswer>(new QueuedAnswer(id), isAgain, StatusCodes.Status202Accepted);
    }

    // The party's own keys and the operator's must not meet in the endpoint's memory.
    private static Task<Contracts.Parties.Reply<string>> ReplayForParty(DeliveryRow row, CommandCall call) =>
        call.Ask<IEndpointGrain, string>(row.Destination, grain => grain.Replay(call.PartId(call.Caller.Party), row.Id));

    private static DeadLetterAnswer Shape(DeliveryRow row, bool mayReadNumbers) => new(
        row.Id,
        mayReadNumbers || !IsToNumber(row) ? row.Destination : ToNumber + PhoneNumber.Mask(row.Destination[ToNumber.Length..]),
        row.Kind,
        row.Number.Length == 0 ? null : mayReadNumbers ? row.Number : PhoneNumber.Mask(row.Number),
        row.CreatedAt,
        row.Attempts,
        row.LastStatus,
        row.LastError);

    private static bool IsToSink(DeliveryRow row) => row.Destination.StartsWith(Destination.Subscriptions, StringComparison.Ordinal);

    private static bool IsToNumber(DeliveryRow row) => row.Destination.StartsWith(ToNumber, StringComparison.Ordinal);
}

/// <summary>A delivery that was given up.</summary>
/// <remarks><c>destination</c>: Party or number that it was meant for. <c>kind</c>: Event type without prefix. <c>number</c>: Number that it is about; masked for admin:read.</remarks>
internal sealed record DeadLetterAnswer(
    string Id, string Destination, string Kind, string? Number, DateTimeOffset CreatedAt, int Attempts, int? LastStatus, string? LastError);
