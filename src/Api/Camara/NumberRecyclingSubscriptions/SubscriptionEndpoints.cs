using System.Text.Json;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace RecycledNumbers.Api.Camara.NumberRecyclingSubscriptions;

/// <summary>number-recycling-subscriptions v0.1: the event API that CAMARA lacks, in the shape of its template. The contract is ours: <c>docs/camara/number-recycling-subscriptions.yaml</c>.</summary>
internal static class SubscriptionEndpoints
{
    internal static void MapNumberRecyclingSubscriptions(this IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup(CamaraPaths.NumberRecyclingSubscriptions + "/subscriptions");
        subscriptions.MapPost("", Create).AsCamara(CamaraScopes.Create[0], [.. CamaraScopes.Create.Skip(1)]);
        subscriptions.MapGet("", List).AsCamara(CamaraScopes.SubscriptionsRead);
        subscriptions.MapGet("/{subscriptionId}", Read).AsCamara(CamaraScopes.SubscriptionsRead);
        subscriptions.MapDelete("/{subscriptionId}", Delete).AsCamara(CamaraScopes.SubscriptionsDelete);
    }

    private static async Task<IResult> Create(
        SubscriptionBody body, CamaraSubject subject, SubscriptionDesk desk, HttpContext context, IGrainFactory grains, Attempts attempts, SinkSeal seal, IOptions<JsonOptions> json, CancellationToken cancellation)
    {
        var key = KeyOf(context) ?? NewKey();
        if (body.Flaw() is { } flaw) return new CamaraProblem(flaw);
        if (!await desk.MaySend(body.Sink)) return new CamaraProblem(CamaraError.InvalidSink);
        if (Array.Exists(body.Types, type => !context.User.HasClaim(CallerClaims.Scope, CamaraScopes.ToCreate(type)))) return new CamaraProblem(CamaraError.SubscriptionMismatch);
        if (body.Types.Length > 1) return new CamaraProblem(CamaraError.OneTypeOnly);
        if (!subject.TryIdentify(body.Config.SubscriptionDetail.PhoneNumber, out var number, out var error)) return new CamaraProblem(error);
        if (await subject.Load(number, cancellation) is not { } state) return new CamaraProblem(CamaraError.UnknownNumber);
        if (desk.Bound is not null && !state.Owned) return new CamaraProblem(CamaraError.NoSubscriber);
        if (body.Config.SubscriptionExpireTime <= desk.Now || body.SinkCredential?.AccessTokenExpiresUtc <= desk.Now) return new CamaraProblem(CamaraError.PastTime);

        var fingerprint = Fingerprint.Of($"{context.Request.Path}\n{desk.Bound}\n{JsonSerializer.Serialize(body, json.Value.SerializerOptions)}");
        var command = new Subscribe
        {
            Id = new CommandId(key, fingerprint),
            Actor = Party.Platform(desk.Platform),
            SubscriptionId = Subscription.IdOf(desk.Platform, key),
            Type = SubscriptionTypes.Parse(body.Types[0])!.Value,
            Sink = body.Sink,
            Credential = body.SinkCredential?.AccessToken is { } token ? seal.Seal(token) : null,
            CredentialExpires = body.SinkCredential?.AccessTokenExpiresUtc,
            ExpireTime = body.Config.SubscriptionExpireTime,
            MaxEvents = body.Config.SubscriptionMaxEvents,
            InitialEvent = body.Config.InitialEvent,
            Consented = desk.Bound?.Generation,
            Request = context.Request.Headers[Correlator.Header] is [{ Length: > 0 } correlator] ? Fingerprint.Of($"{correlator}\n{fingerprint}") : null,
        };
        if (!await desk.Reserve(command.SubscriptionId, number.Value, cancellation)) return new CamaraProblem(CamaraError.QuotaExceeded);
        return await Answer(await attempts.Run(() => grains.GetGrain<INumberGrain>(number.Value).Subscribe(command), cancellation), command, desk, context);
    }

    private static async Task<IResult> Answer(CommandReply reply, Subscribe command, SubscriptionDesk desk, HttpContext context)
    {
        var made = reply.Answer?.Subscription;
        // Its place was taken for nothing, unless it is that of an earlier command with this key.
        if (made?.Id != command.SubscriptionId && reply.Refusal is not (Refusal.KeyReused or Refusal.KeyExpired)) await desk.Forget(command.SubscriptionId);
        if (reply.Refusal is { } refusal) return new CamaraProblem(CamaraError.Of(refusal));
        if (reply.Replayed) Replay.Say(context);
        return TypedResults.Json(SubscriptionAnswer.Of(made!), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(SubscriptionDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok((await desk.List(cancellation)).Select(SubscriptionAnswer.Of));

    private static async Task<IResult> Read(string subscriptionId, SubscriptionDesk desk, CancellationToken cancellation) =>
        await desk.Find(subscriptionId, cancellation) is { View: var view } ? TypedResults.Ok(SubscriptionAnswer.Of(view)) : new CamaraProblem(CamaraError.UnknownSubscription);

    private static async Task<IResult> Delete(string subscriptionId, SubscriptionDesk desk, HttpContext context, IGrainFactory grains, Attempts attempts, CancellationToken cancellation)
    {
        if (await desk.Find(subscriptionId, cancellation) is not { Number: var number }) return new CamaraProblem(CamaraError.UnknownSubscription);
        var command = new Unsubscribe
        {
            // No key of the caller's: what is over is not there, so that a repeat can't end anything else.
            Id = new CommandId(NewKey(), Fingerprint.Of($"{context.Request.Path}\n{desk.Bound}")),
            Actor = Party.Platform(desk.Platform),
            SubscriptionId = subscriptionId,
            Consented = desk.Bound?.Generation,
        };
        var reply = await attempts.Run(() => grains.GetGrain<INumberGrain>(number).Unsubscribe(command), cancellation);
        // Somebody else, or its own time, ended it meanwhile.
        if (reply.Refusal == Refusal.NotFound) return new CamaraProblem(CamaraError.UnknownSubscription);
        if (reply.Refusal is { } refusal) return new CamaraProblem(CamaraError.Of(refusal));
        await desk.Forget(subscriptionId);
        return TypedResults.NoContent();
    }

    // CAMARA knows no such header; a caller who sends it is understood as everywhere else here.
    private static string? KeyOf(HttpContext context) => context.Request.Headers[CommandKey.Header] is { Count: > 0 } header ? CommandKey.Read(header) : null;

    private static string NewKey() => $"auto:{Guid.NewGuid():N}";
}
