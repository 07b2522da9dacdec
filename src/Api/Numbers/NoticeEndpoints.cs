using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;

namespace RecycledNumbers.Api.Numbers;

/// <summary>Before a deactivation: the owner, who still has the number, is told by SMS what hangs on it.</summary>
internal static class NoticeEndpoints
{
    internal static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/v1/numbers/{number}").WithTags("Numbers").RequireScope(Scopes.Numbers).AsCommand().WithValidBodies();
        numbers.MapPost("/deactivation-notice", Announce).Produces<AnnouncedAnswer>(StatusCodes.Status202Accepted)
            .Named("announceDeactivation", "Tells the number's owner by SMS that it will be deactivated, and which services are bound to it.");
    }

    private static async Task<Results<Answer<AnnouncedAnswer>, Problem>> Announce(PhoneNumber number, NoticeRequest body, CommandCall call)
    {
        var command = new AnnounceDeactivation { Id = call.Id, Actor = call.Actor, Date = body.Date };
        var reply = await call.Send(number.Value, command, static (grain, announce) => grain.AnnounceDeactivation(announce));
        return reply.As(_ => new AnnouncedAnswer(number.Value, body.Date), StatusCodes.Status202Accepted);
    }
}

/// <param name="Date">Day of the deactivation in the country's calendar: today or later, at most 366 days ahead.</param>
internal sealed record NoticeRequest(DateOnly Date) : IRequestBody;

/// <summary>The notice is on its way. Whether it was sent stands in the number's events.</summary>
internal sealed record AnnouncedAnswer(string Number, DateOnly Date);
