using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Ledger.Credentials;

namespace RecycledNumbers.Api.Credentials;

/// <summary>A proof of the tenure instead of the number: asked for by its holder, or by a platform that the holder let look; and the lists that say which of them still hold.</summary>
internal static class CredentialEndpoints
{
    internal static void AddCredentials(this IServiceCollection services)
    {
        services.AddOptions<CredentialOptions>().BindConfiguration(CredentialOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddFromHost<ICredentialLedger>();
        services.AddSingleton<StatusLists>();
        services.AddSingleton<CredentialDesk>();
    }

    internal static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        // Where another authority's tokens are the only ones that count, no token of ours says who holds a number.
        if (routes.ServiceProvider.GetRequiredService<IOptions<AccessOptions>>().Value.Authority is not null) return;

        routes.MapGet("/v1/status-lists/{list:long}", ReadList).AllowAnonymous().WithTags("Holders").WithMetadata(new MayBeGuessed()).Produces<string>(StatusCodes.Status200OK, StatusLists.MediaType)
            .Named("readStatusList", "Which tenure credentials of a list still hold (IETF OAuth Token Status List), as a signed JWT.");
        routes.MapGroup("/v1/me").WithTags("Holders").RequireScope(Scopes.Me).WithValidBodies().WithMetadata(new MayConflict())
            .MapPost("/credential", IssueToHolder).Named("issueMyCredential", "A tenure credential for one platform: the holder of this number has held it since before a month. It does not tell the number.");
        routes.MapGroup("/v1/consents").WithTags("Holders").RequireScope(CamaraScopes.CheckTenure).WithValidBodies().WithMetadata(new MayConflict())
            .MapPost("/credential", IssueToPlatform).Named("issueConsentCredential", "The same for the platform itself, by a three-legged token.");
    }

    private static Task<Results<Ok<CredentialAnswer>, Problem>> IssueToHolder(CredentialRequest body, HttpContext context, [FromServices] CredentialDesk desk) =>
        Issue(context, desk, body.Platform, body.Before, body.Nonce);

    private static Task<Results<Ok<CredentialAnswer>, Problem>> IssueToPlatform(OwnCredentialRequest body, HttpContext context, Caller caller, [FromServices] CredentialDesk desk) =>
        Issue(context, desk, caller.Name, body.Before, body.Nonce);

    private static async Task<Results<Ok<CredentialAnswer>, Problem>> Issue(HttpContext context, CredentialDesk desk, string platform, string? before, string? nonce)
    {
        // A token of two legs names no number, so nobody let its platform look at one.
        if (BoundNumber.Of(context.User) is not { } bound) return new Problem(ApiErrors.Forbidden);

        var (answer, error) = await desk.Issue(bound, platform, before, nonce, context.RequestAborted);
        if (error == ApiErrors.TooManyRequests) context.Response.Headers.RetryIn(TimeSpan.FromHours(1));
        return answer is null ? new Problem(error!) : TypedResults.Ok(answer);
    }

    private static async Task<IResult> ReadList(long list, HttpContext context, [FromServices] StatusLists lists)
    {
        if (await lists.Read(list, context.RequestAborted) is not { } token) return new Problem(ApiErrors.NotFound);

        context.Response.Headers.CacheControl = $"public, max-age={StatusLists.TimeToLive}";
        return Results.Text(token, StatusLists.MediaType);
    }
}
