using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Holders;

/// <summary>The holder of a number by API: a code to the number gives a token that is bound to it. None of these are commands, so none needs an Idempotency-Key.</summary>
internal static class HolderEndpoints
{
    internal static void MapHolders(this IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/v1/numbers/{number}").WithTags("Numbers").RequireScope(Scopes.Numbers).WithValidBodies();
        numbers.MapPost("/linked-accounts", ReadLinked).Named("readLinkedAccounts", "How many accounts hang on the number in its present tenure, by category, for a subscriber whom the carrier has identified.");

        // Another authority's tokens are the only ones that count where one is set; ours would be refused.
        if (routes.ServiceProvider.GetRequiredService<IOptions<AccessOptions>>().Value.Authority is not null) return;

        var me = routes.MapGroup("/v1/me").WithTags("Holders").WithValidBodies();
        me.MapPost("/code", AskForHolder).AllowAnonymous().Produces<CodeAnswer>(StatusCodes.Status202Accepted).Named("askHolderCode", "Sends a one-time code to the number by SMS, if somebody has it; the answer does not tell.");
        me.MapPost("/token", ProveHolder).AllowAnonymous().Named("proveHolder", "The code gives an access token that is bound to the number and its present tenure.");
        me.MapGet("/number", Read).RequireScope(Scopes.Me).Named("readMyNumber", "The number of the token as its holder sees it.");

        var consents = routes.MapGroup("/v1/consents").WithTags("Holders").RequireScope(CamaraScopes.All[0], [.. CamaraScopes.All.Skip(1)]).WithValidBodies();
        consents.MapPost("/code", AskForPlatform).Produces<CodeAnswer>(StatusCodes.Status202Accepted).Named("askConsentCode", "Sends a one-time code to the number that names the platform which asks.");
        consents.MapPost("/token", ProveForPlatform).Named("proveConsent", "The code gives the platform a three-legged token for CAMARA, bound to the number and its present tenure.");
    }

    private static Task<Results<Accepted<CodeAnswer>, Problem>> AskForHolder(CodeRequest body, HttpContext context, HolderDesk desk) => Ask(body, context, desk, platform: null);

    private static Task<Results<Accepted<CodeAnswer>, Problem>> AskForPlatform(CodeRequest body, HttpContext context, HolderDesk desk, Caller caller) => Ask(body, context, desk, caller.Name);

    private static async Task<Results<Accepted<CodeAnswer>, Problem>> Ask(CodeRequest body, HttpContext context, HolderDesk desk, string? platform) =>
        await desk.Ask(context, body.Number, platform, body.Language)
            ? TypedResults.Accepted((string?)null, new CodeAnswer((int)HolderCodes.Life.TotalSeconds))
            : TooMany(context);

    private static async Task<Results<Ok<TokenAnswer>, Problem>> ProveHolder(ProofRequest body, HttpContext context, HolderDesk desk, HolderTokens tokens) =>
        await desk.Prove(context, body.Number, platform: null, body.Code) switch
        {
            { TooMany: true } => TooMany(context),
            { Bound: { } bound } => TypedResults.Ok(tokens.ForHolder(bound)),
            _ => new Problem(ApiErrors.InvalidCode),
        };

    private static async Task<Results<Ok<TokenAnswer>, Problem>> ProveForPlatform(ConsentRequest body, HttpContext context, HolderDesk desk, HolderTokens tokens, Caller caller)
    {
        string[] granted = [.. CamaraScopes.All.Where(scope => context.User.HasClaim(CallerClaims.Scope, scope))];
        var asked = body.Scope?.Split(' ') ?? granted;
        if (asked.Except(granted).Any()) return new Problem(ApiErrors.Forbidden);

        return await desk.Prove(context, body.Number, caller.Name, body.Code) switch
        {
            { TooMany: true } => TooMany(context),
            { Bound: { } bound } => TypedResults.Ok(tokens.ForPlatform(caller, bound, asked)),
            _ => new Problem(ApiErrors.InvalidCode),
        };
    }

    private static async Task<Results<Ok<HolderAnswer>, Problem>> Read(HttpContext context, HolderDesk desk, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock) =>
        BoundNumber.Of(context.User) is { } bound && await desk.Read(bound) is { } view
            ? TypedResults.Ok(HolderAnswer.Of(bound.Number.Value, view, clock.GetUtcNow()))
            : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Ok<LinkedAnswer>, Problem>> ReadLinked(
        PhoneNumber number, SubscriberRequest body, Caller caller, Subscribers subscribers, IGrainFactory grains, [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
    {
        var linked = await grains.GetGrain<INumberGrain>(number.Value).ReadLinked(caller.AsParty(), subscribers.Hash(caller.Name, body.Subscriber));
        return linked.Refusal is { } refusal
            ? new Problem(LifecycleErrors.Of(refusal))
            : TypedResults.Ok(new LinkedAnswer(number.Value, clock.GetUtcNow(), linked.Counts.Values.Sum(), linked.Counts));
    }

    private static Problem TooMany(HttpContext context)
    {
        context.Response.Headers.RetryIn(HolderBudget.Window);
        return new Problem(ApiErrors.TooManyRequests);
    }
}
