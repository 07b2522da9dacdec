using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Api.Webhooks;

/// <summary>A party's deliveries that are not settled. A settled one is gone: its outcome stands in the number's history.</summary>
internal static class DeliveryEndpoints
{
    private static readonly DeliveryState[] Unsettled = [DeliveryState.Open, DeliveryState.Pull, DeliveryState.Dead];

    internal static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/v1/webhook/deliveries").WithTags("Webhook").RequireScope(Scopes.Bindings, Scopes.Numbers).WithValidBodies();
        deliveries.MapGet("", List).Named("listDeliveries", "Deliveries to the caller that are not settled, in order; those that were given up with state=dead.");
        deliveries.MapPost("/{id}/replay", Replay).Produces<QueuedAnswer>(StatusCodes.Status202Accepted).AsCommand().Named("replayDelivery", "Makes a dead delivery due again.");
    }

    private static async Task<Ok<Page<DeliveryAnswer>>> List(
        Caller caller, [FromServices] ILedger ledger, DeliveryStateQuery? state, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        var rows = await ledger.ReadDeliveries(caller.Party, state is null ? Unsettled : [state.State], after, PageLimit.Of(limit) + 1, cancellation);
        return TypedResults.Ok(Pages.Cut(rows, limit, static row => row.Cursor, DeliveryAnswer.Of));
    }

    private static async Task<Results<Answer<QueuedAnswer>, Problem>> Replay(string id, Nothing? body, CommandCall call)
    {
        if (!DeliveryId.MayBe(id)) return new Problem(ApiErrors.NotFound);
        return (await call.Ask<IEndpointGrain, string>(call.Caller.Party, grain => grain.Replay(call.Id, id))).As(static queued => new QueuedAnswer(queued), StatusCodes.Status202Accepted);
    }
}

/// <summary>A state of deliveries as it stands in a query.</summary>
internal sealed record DeliveryStateQuery(DeliveryState State) : IParsable<DeliveryStateQuery>
{
    internal static IEnumerable<string> Names => Enum.GetNames<DeliveryState>().Select(CamelCaseEnums.NameOf);

    public static DeliveryStateQuery Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var state) ? state : throw new FormatException("No state of deliveries.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DeliveryStateQuery result)
    {
        result = Enum.GetValues<DeliveryState>().Where(state => CamelCaseEnums.NameOf(state.ToString()) == s).Select(state => new DeliveryStateQuery(state)).SingleOrDefault();
        return result is not null;
    }
}

/// <summary>Ids of deliveries.</summary>
internal static class DeliveryId
{
    /// <summary>Whether a text may be one: what can't be is not looked up.</summary>
    internal static bool MayBe(string id) => id.Length is >= 1 and <= 64 && !id.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_-");
}
