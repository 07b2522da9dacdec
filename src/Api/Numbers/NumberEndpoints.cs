using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Paging;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Numbers;

/// <summary>What a carrier or an operator may see of a number.</summary>
internal static class NumberEndpoints
{
    internal static void MapNumbers(this IEndpointRouteBuilder routes)
    {
        var numbers = routes.MapGroup("/v1/numbers/{number}").WithTags("Numbers").RequireScope(Scopes.Numbers, Scopes.AdminRead);
        numbers.MapGet("", Read).Named("readNumber", "The number as it stands.");
        numbers.MapGet("/events", ReadEvents).Named("readNumberEvents", "Its history, oldest first. Accounts and subscribers are left out.");
        numbers.MapGet("/disclosure", ReadDisclosure).Named("readDisclosure", "What a buyer must be told.");
    }

    private static async Task<Results<Ok<NumberAnswer>, Problem>> Read(PhoneNumber number, Caller caller, IGrainFactory grains) =>
        await grains.GetGrain<INumberGrain>(number.Value).Read(caller.AsParty()) is { } view ? TypedResults.Ok(NumberAnswer.Of(view)) : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Ok<Disclosure>, Problem>> ReadDisclosure(PhoneNumber number, Caller caller, IGrainFactory grains) =>
        await grains.GetGrain<INumberGrain>(number.Value).ReadDisclosure(caller.AsParty()) is { } told ? TypedResults.Ok(told) : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Ok<Page<EventAnswer>>, Problem>> ReadEvents(PhoneNumber number, Caller caller, IGrainFactory grains, string? after, PageLimit? limit)
    {
        var sequence = 0L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out sequence)) return new Problem(ApiErrors.InvalidCursor);
        if (await grains.GetGrain<INumberGrain>(number.Value).ReadHistory(caller.AsParty(), sequence, PageLimit.Of(limit)) is not { } history) return new Problem(ApiErrors.NotFound);
        return TypedResults.Ok(new Page<EventAnswer>([.. history.Items.Select(EventAnswer.Of)], history.Next?.ToString(CultureInfo.InvariantCulture)));
    }
}
