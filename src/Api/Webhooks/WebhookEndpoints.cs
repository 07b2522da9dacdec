using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Deliveries;

namespace RecycledNumbers.Api.Webhooks;

/// <summary>Where a party is told. One webhook per party; without one it pulls from <c>/v1/events</c>.</summary>
internal static class WebhookEndpoints
{
    internal static void MapWebhook(this IEndpointRouteBuilder routes)
    {
        var webhook = routes.MapGroup("/v1/webhook").WithTags("Webhook").RequireScope(Scopes.Bindings, Scopes.Numbers).WithValidBodies();
        webhook.MapGet("", Read).Named("readWebhook", "The webhook, without its secret.");
        webhook.MapPut("", Set).AsCommand().Named("setWebhook", "Sets the webhook. The first time, the answer holds the signing secret.");
        webhook.MapPost("/secret", Rotate).AsCommand().Named("rotateWebhookSecret", "A new signing secret; the old one stays valid for a day and both sign.");
        webhook.MapPost("/test", Test).Produces<QueuedAnswer>(StatusCodes.Status202Accepted).AsCommand().Named("testWebhook", "Queues a webhook.test event.");
    }

    private static async Task<Results<Ok<WebhookAnswer>, Problem>> Read(Caller caller, IGrainFactory grains) =>
        await grains.GetGrain<IEndpointGrain>(caller.AsParty().ToString()).Read() is { } view ? TypedResults.Ok(WebhookAnswer.Of(view)) : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Answer<WebhookAnswer>, Problem>> Set(WebhookRequest body, CommandCall call)
    {
        var settings = new EndpointSettings(body.Url, body.Batch, [.. (body.Events ?? []).Distinct(StringComparer.Ordinal)]);
        return (await call.Ask<IEndpointGrain, EndpointView>(call.Caller.Party, grain => grain.Set(call.Id, settings))).As(WebhookAnswer.Of);
    }

    private static async Task<Results<Answer<WebhookAnswer>, Problem>> Rotate(Nothing? body, CommandCall call) =>
        (await call.Ask<IEndpointGrain, EndpointView>(call.Caller.Party, grain => grain.RotateSecret(call.Id))).As(WebhookAnswer.Of);

    private static async Task<Results<Answer<QueuedAnswer>, Problem>> Test(Nothing? body, CommandCall call) =>
        (await call.Ask<IEndpointGrain, string>(call.Caller.Party, grain => grain.SendTest(call.Id))).As(static id => new QueuedAnswer(id), StatusCodes.Status202Accepted);
}
