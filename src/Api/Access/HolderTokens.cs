using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RecycledNumbers.Api.Camara;

namespace RecycledNumbers.Api.Access;

/// <summary>Mints three-legged access tokens: a platform's, bound to a number whose holder has just agreed. Whoever calls this has proved the holder; no endpoint does yet.</summary>
internal sealed class HolderTokens(KeyRing keys, IOptions<AccessOptions> access)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token of the embedded issuer (RFC 9068) with the life of any other.</summary>
    /// <param name="platform">The platform's client that will use it.</param>
    /// <param name="bound">The number and the tenure in which its holder agreed.</param>
    /// <param name="scopes">CAMARA scopes only; at least one.</param>
    /// <exception cref="ArgumentException">Another scope than a CAMARA one, none, or no platform.</exception>
    internal string Mint(Caller platform, BoundNumber bound, params IReadOnlyCollection<string> scopes)
    {
        if (platform.Role != Contracts.Access.Role.Platform) throw new ArgumentException("Only platforms use tokens that are bound to a number.", nameof(platform));
        if (scopes.Count == 0 || !scopes.All(CamaraScopes.All.Contains)) throw new ArgumentException("A token that is bound to a number has CAMARA scopes and no other.", nameof(scopes));

        // Tokens live on the wall clock, as the issuer's others do.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = access.Value.Issuer.AbsoluteUri,
            Audience = access.Value.Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            Expires = now + access.Value.TokenLifetime,
            SigningCredentials = new SigningCredentials(keys.Signing, keys.SigningAlgorithm),
            Claims = new Dictionary<string, object>
            {
                ["jti"] = Guid.NewGuid().ToString(),
                ["sub"] = platform.ClientId,
                [CallerClaims.ClientId] = platform.ClientId,
                [CallerClaims.Role] = "platform",
                [CallerClaims.Party] = platform.Party,
                [CallerClaims.Scope] = string.Join(' ', scopes),
                [BoundNumber.NumberClaim] = bound.Number.Value,
                [BoundNumber.GenerationClaim] = bound.Generation.ToString(CultureInfo.InvariantCulture),
            },
        });
    }
}
