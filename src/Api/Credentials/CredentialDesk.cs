using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Ledger.Credentials;

namespace RecycledNumbers.Api.Credentials;

/// <summary>Gives out tenure credentials: signed JWTs that a platform verifies by itself. Who asks has proved to hold the number, or was let look by its holder.</summary>
internal sealed class CredentialDesk(
    IGrainFactory grains,
    HolderDesk holders,
    StatusLists lists,
    Func<ICredentialLedger> ledger,
    KeyRing keys,
    IOptions<AccessOptions> access,
    IOptions<CredentialOptions> options,
    [FromKeyedServices(RegistryTime.Key)] TimeProvider clock)
{
    /// <summary>The type in a credential's header (<c>typ</c>).</summary>
    internal const string Type = "tenure+jwt";

    private readonly byte[] subjects = keys.Derive("credential-subject");

    /// <summary>A credential about the present tenure, or why not.</summary>
    internal async Task<(CredentialAnswer? Answer, ApiError? Error)> Issue(BoundNumber bound, string platform, string? before, string? nonce, CancellationToken cancellation)
    {
        if (await holders.Read(bound) is not { } view) return (null, ApiErrors.NotFound);
        if (await grains.GetGrain<IPlatformGrain>(platform).Read() is null) return (null, ApiErrors.UnknownPlatform);

        var (month, refusal) = TenureCredential.MonthOf(view.Since, before, FreezeProfile.Of(bound.Number.Country), clock.GetUtcNow());
        if (month is null) return (null, LifecycleErrors.Of(refusal!.Value));

        // Credentials live on the wall clock, as tokens do: who verifies them has no other.
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (await ledger().Count(bound.Number.Value, now, cancellation) >= options.Value.MostPerNumber) return (null, ApiErrors.TooManyRequests);

        // The place before the signature: a credential without a place could never be revoked. That the tenure ended meanwhile, the list says by itself.
        var place = await lists.Take(bound, now + options.Value.Life, cancellation);
        return (new CredentialAnswer(Sign(bound, platform, month, nonce, place, now), (int)options.Value.Life.TotalSeconds, month), null);
    }

    private string Sign(BoundNumber bound, string platform, string month, string? nonce, CredentialPlace place, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["sub"] = TenureCredential.SubjectOf(subjects, platform, bound.Number.Value, bound.Generation),
            ["held_since_before"] = month,
            ["status"] = new Dictionary<string, object> { ["status_list"] = new Dictionary<string, object> { ["idx"] = place.Place, ["uri"] = lists.UriOf(place.List) } },
        };
        if (nonce is not null) claims["nonce"] = nonce;
        return keys.SignToken(new SecurityTokenDescriptor
        {
            Issuer = access.Value.Issuer.AbsoluteUri,
            Audience = $"platform:{platform}",
            TokenType = Type,
            IssuedAt = now.UtcDateTime,
            Expires = place.ExpiresAt.UtcDateTime,
            Claims = claims,
        });
    }
}
