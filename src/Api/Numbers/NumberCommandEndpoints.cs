using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Numbers;

/// <summary>A number's life, as its carrier drives it.</summary>
internal static class NumberCommandEndpoints
{
    internal static void MapNumberCommands(this IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/v1/numbers/{number}").WithTags("Numbers").RequireScope(Scopes.Numbers).AsCommand().WithValidBodies();
        numbers.MapPost("/assign", Assign).Named("assignNumber", "Gives the number to a subscriber and says what the subscriber must be told.");
        numbers.MapPost("/suspend", Suspend).Named("suspendNumber", "Stops service (停机). The number keeps its owner; nothing is unbound.");
        numbers.MapPost("/resume", Resume).Named("resumeNumber", "Service goes on.");
        numbers.MapPost("/deactivate", Deactivate).Named("deactivateNumber", "Ends the tenure (销号): the freeze begins, platforms are told.");
        numbers.MapPost("/reinstate", Reinstate).Named("reinstateNumber", "Gives the frozen number back to the same subscriber.");
        numbers.MapPost("/transfer", Transfer).Named("transferNumber", "Passes the number to another subscriber with no freeze (过户).");
        numbers.MapPost("/port", Port).Named("portNumber", "Changes the carrier, not the owner (携号转网).");

        var held = routes.MapGroup("/v1/numbers/{number}").WithTags("Numbers").RequireScope(Scopes.Admin).AsCommand().WithValidBodies();
        held.MapPost("/release", Release).Named("releaseNumber", "Releases a held number before its clearance is done.");
        held.MapPost("/extend-hold", ExtendHold).Named("extendHold", "Has a held number wait longer for its clearance.");
    }

    private static async Task<Results<Answer<AssignAnswer>, Problem>> Assign(PhoneNumber number, AssignRequest body, CommandCall call, Subscribers subscribers, Contacts contacts)
    {
        if (Contacts.IsThatNumber(body.Contact, number)) return new Problem(ApiErrors.ContactIsThisNumber);
        var command = new Assign
        {
            Id = call.Id,
            Actor = call.Actor,
            Subscriber = subscribers.Hash(call.Actor.Id, body.Subscriber),
            ContractDate = body.ContractDate,
            Usage = body.Usage,
            Contact = contacts.Seal(body.Contact),
        };
        return (await call.Send(number.Value, command, static (grain, assign) => grain.Assign(assign))).As(AssignAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Suspend(PhoneNumber number, Nothing? body, CommandCall call) =>
        (await call.Send(number.Value, new Suspend { Id = call.Id, Actor = call.Actor }, static (grain, suspend) => grain.Suspend(suspend))).As(NumberAnswer.Of);

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Resume(PhoneNumber number, Nothing? body, CommandCall call) =>
        (await call.Send(number.Value, new Resume { Id = call.Id, Actor = call.Actor }, static (grain, resume) => grain.Resume(resume))).As(NumberAnswer.Of);

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Deactivate(PhoneNumber number, DeactivateRequest body, CommandCall call)
    {
        var command = new Deactivate { Id = call.Id, Actor = call.Actor, Reason = body.Reason, EffectiveAt = body.EffectiveAt, Nuisance = body.Nuisance };
        return (await call.Send(number.Value, command, static (grain, deactivate) => grain.Deactivate(deactivate))).As(NumberAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Reinstate(PhoneNumber number, SubscriberRequest body, CommandCall call, Subscribers subscribers)
    {
        var command = new Reinstate { Id = call.Id, Actor = call.Actor, Subscriber = subscribers.Hash(call.Actor.Id, body.Subscriber) };
        return (await call.Send(number.Value, command, static (grain, reinstate) => grain.Reinstate(reinstate))).As(NumberAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Transfer(PhoneNumber number, SubscriberRequest body, CommandCall call, Subscribers subscribers)
    {
        var command = new Transfer { Id = call.Id, Actor = call.Actor, Subscriber = subscribers.Hash(call.Actor.Id, body.Subscriber) };
        return (await call.Send(number.Value, command, static (grain, transfer) => grain.Transfer(transfer))).As(NumberAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Port(PhoneNumber number, PortRequest body, CommandCall call, Subscribers subscribers, IGrainFactory grains)
    {
        var subscriber = body.Subscriber is { } reference ? subscribers.Hash(body.ToCarrier, reference) : null;
        var command = new Port { Id = call.Id, Actor = call.Actor, ToCarrier = body.ToCarrier, Subscriber = subscriber };
        if (await grains.GetGrain<ICarrierGrain>(body.ToCarrier).Read() is null) return new Problem(LifecycleErrors.UnknownCarrier);
        return (await call.Send(number.Value, command, static (grain, port) => grain.Port(port))).As(NumberAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Release(PhoneNumber number, ReleaseRequest body, CommandCall call)
    {
        var command = new Release { Id = call.Id, Actor = call.Actor, Reason = body.Reason };
        return (await call.Send(number.Value, command, static (grain, release) => grain.Release(release))).As(NumberAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> ExtendHold(PhoneNumber number, ExtendHoldRequest body, CommandCall call)
    {
        var command = new ExtendHold { Id = call.Id, Actor = call.Actor, Until = body.Until, Reason = body.Reason };
        return (await call.Send(number.Value, command, static (grain, extend) => grain.ExtendHold(extend))).As(NumberAnswer.Of);
    }
}
