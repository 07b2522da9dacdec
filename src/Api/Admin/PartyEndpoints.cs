using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Admin;

/// <summary>Carriers, platforms and blocks, as the operator registers them.</summary>
internal static class PartyEndpoints
{
    internal static void MapParties(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/v1/admin").WithTags("Operators").RequireScope(Scopes.Admin).AsCommand().WithValidBodies();
        admin.MapPost("/carriers", AddCarrier).Produces<CredentialsAnswer>(StatusCodes.Status201Created).Named("addCarrier", "Registers a carrier and its API client.");
        admin.MapPut("/carriers/{id}/policy", SetPolicy).Named("setCarrierPolicy", "Changes a carrier's policy as a whole.");
        admin.MapPost("/platforms", AddPlatform).Produces<CredentialsAnswer>(StatusCodes.Status201Created).Named("addPlatform", "Registers a platform and its API client.");
        admin.MapPost("/blocks", AddBlock).Produces<GivenBlockAnswer>(StatusCodes.Status201Created).Named("addBlock", "Gives a carrier a block of numbers.");
    }

    private static async Task<Results<Answer<CredentialsAnswer>, Problem>> AddCarrier(CarrierRequest body, CommandCall call)
    {
        var settings = new CarrierSettings(body.Name, (body.Policy ?? new PolicyRequest()).ToPolicy());
        var reply = await call.Ask<ICarrierGrain, NewClientAnswer>(body.Id, grain => grain.Create(call.Id, settings));
        return reply.As(CredentialsAnswer.Of, StatusCodes.Status201Created);
    }

    private static async Task<Results<Answer<CarrierAnswer>, Problem>> SetPolicy(string id, PolicyRequest body, CommandCall call)
    {
        if (!Party.IsId(id)) return new Problem(ApiErrors.NotFound);
        var reply = await call.Ask<ICarrierGrain, CarrierSettings>(id, grain => grain.SetPolicy(call.Id, body.ToPolicy()));
        return reply.As(settings => new CarrierAnswer(id, settings.Name, PolicyAnswer.Of(settings.Policy)));
    }

    private static async Task<Results<Answer<CredentialsAnswer>, Problem>> AddPlatform(PlatformRequest body, CommandCall call)
    {
        var settings = new PlatformSettings(body.Name, body.ToPolicy()) { Scopes = body.ToScopes() };
        var reply = await call.Ask<IPlatformGrain, NewClientAnswer>(body.Id, grain => grain.Create(call.Id, settings));
        return reply.As(CredentialsAnswer.Of, StatusCodes.Status201Created);
    }

    private static async Task<Results<Answer<GivenBlockAnswer>, Problem>> AddBlock(BlockRequest body, CommandCall call)
    {
        var block = new NumberBlock(body.First.Value, body.Last.Value);
        var reply = await call.Ask<ICarrierGrain, NumberBlock>(body.Carrier, grain => grain.AddBlock(call.Id, block));
        return reply.Refusal == Domain.Numbers.Refusal.NotFound
            ? new Problem(LifecycleErrors.UnknownCarrier)
            : reply.As(given => new GivenBlockAnswer(body.Carrier, given.First, given.Last), StatusCodes.Status201Created);
    }
}
