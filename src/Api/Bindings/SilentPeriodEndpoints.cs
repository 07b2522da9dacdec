using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Api.Bindings;

/// <summary>How long a platform's accounts may go unconfirmed before it is asked to verify them again.</summary>
internal static class SilentPeriodEndpoints
{
    internal static void MapSilentPeriods(this IEndpointRouteBuilder routes)
    {
        var periods = routes.MapGroup("/v1/silent-periods").WithTags("Bindings").RequireScope(Scopes.Bindings);
        periods.MapGet("", Read).Named("readSilentPeriods", "How long accounts of the caller may go unconfirmed.");
        periods.MapPut("", Set).AsCommand().WithValidBodies().Named("setSilentPeriods", "Sets it as a whole; accounts that are registered or confirmed from then on have it.");
    }

    private static async Task<Results<Ok<SilentPeriodsAnswer>, Problem>> Read(Caller caller, IGrainFactory grains) =>
        await grains.GetGrain<IPlatformGrain>(caller.Name).Read() is { } settings ? TypedResults.Ok(SilentPeriodsAnswer.Of(settings)) : new Problem(ApiErrors.NotFound);

    private static async Task<Results<Answer<SilentPeriodsAnswer>, Problem>> Set(SilentPeriodsRequest body, CommandCall call) =>
        (await call.Ask<IPlatformGrain, PlatformSettings>(call.Actor.Id, grain => grain.SetSilentPeriods(call.Id, body.ToPeriods()))).As(SilentPeriodsAnswer.Of);
}

/// <param name="Days">Days, where the account's category says nothing else.</param>
/// <param name="Categories">Days for single categories.</param>
internal sealed partial record SilentPeriodsRequest(
    [property: Range(30, 730, ErrorMessage = "give 30 to 730")] int Days = 90,
    Dictionary<string, int>? Categories = null) : IRequestBody
{
    private const int Most = 50;

    internal SilentPeriods ToPeriods() => new(Days, (Categories ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal));

    string? IRequestBody.Flaw() =>
        Categories is null ? null
        : Categories.Count > Most ? "categories: give at most 50."
        : Categories.Keys.Any(category => !Category().IsMatch(category)) ? $"categories: name each by {Words.CategorySaying}."
        : Categories.Values.Any(days => days is < 30 or > 730) ? "categories: give 30 to 730 days for each."
        : null;

    [GeneratedRegex(Words.Category + @"\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Category();
}

/// <summary>How long accounts may go unconfirmed.</summary>
/// <param name="Days">Days, where the account's category says nothing else.</param>
/// <param name="Categories">Days for single categories.</param>
internal sealed record SilentPeriodsAnswer(int Days, ImmutableSortedDictionary<string, int> Categories)
{
    internal static SilentPeriodsAnswer Of(PlatformSettings settings) => new(settings.Policy.SilentPeriodDays, settings.Policy.SilentPeriods ?? ImmutableSortedDictionary<string, int>.Empty);
}
