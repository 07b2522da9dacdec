using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Api.Events;

/// <summary>Events for those without a webhook, the same as would be pushed.</summary>
internal static class EventEndpoints
{
    private static readonly DeliveryState[] Waiting = [DeliveryState.Pull];
    private static readonly DeliveryState[] WaitingAndPast = [DeliveryState.Pull, DeliveryState.Acknowledged];

    internal static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/events", Pull).WithTags("Events").RequireScope(Scopes.Bindings, Scopes.Numbers)
            .Named("pullEvents", "Events in order. Asking for what comes after a cursor acknowledges everything up to it; next is null only where nothing new is there.");

    private static async Task<Ok<Page<JsonElement>>> Pull(
        Caller caller, IGrainFactory grains, [FromServices] EventEnvelope envelope, [FromServices] ILedger ledger, string? after, PageLimit? limit, CancellationToken cancellation)
    {
        // Read first: a cursor that is none is refused here, before anything is acknowledged by it.
        var rows = await ledger.ReadDeliveries(caller.AsParty().ToString(), after is null ? Waiting : WaitingAndPast, after, PageLimit.Of(limit), cancellation);
        if (after is not null) await grains.GetGrain<IEndpointGrain>(caller.Party).AcknowledgePulled(after);
        return TypedResults.Ok(new Page<JsonElement>([.. rows.Select(row => EventEnvelope.ToJson(envelope.Of(row)))], rows.Count > 0 ? rows[^1].Cursor : null));
    }
}
