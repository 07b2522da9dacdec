using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Holders;

namespace RecycledNumbers.Api.Access;

/// <summary>Mints access tokens that are bound to a number (RFC 9068, with the life of any other): the holder's own, or a platform's to whom the holder has just agreed. Whoever calls this has proved the holder.</summary>
internal sealed class HolderTokens(KeyRing keys, IOptions<AccessOptions> access)
{
    /// <summary>Client id of a token that a holder uses without any client.</summary>
    internal const string HoldersClient = "my";

    /// <summary>The holder's own token: scope <c>me</c> and nothing else, and no party.</summary>
    /// <param name="bound">The number and the tenure in which its holder was proved.</param>
    internal TokenAnswer ForHolder(BoundNumber bound) => Mint(HoldersClient, bound, [Scopes.Me], []);

    /// <summary>A three-legged token of a platform.</summary>
    /// <param name="platform">The platform's client that will use it.</param>
    /// <param name="bound">The number and the tenure in which its holder agreed.</param>
    /// <param name="scopes">CAMARA scopes only; at least one.</param>
    /// <exception cref="ArgumentException">Another scope than a CAMARA one, none, or no platform.</exception>
    internal TokenAnswer ForPlatform(Caller platform, BoundNumber bound, params IReadOnlyCollection<string> scopes)
    {
        if (platform.Role != Contracts.Access.Role.Platform) throw new ArgumentException("Only platforms use tokens that are bound to a number.", nameof(platform));
        if (scopes.Count == 0 || !scopes.All(CamaraScopes.All.Contains)) throw new ArgumentException("A token that is bound to a number has CAMARA scopes and no other.", nameof(scopes));
        return Mint(platform.ClientId, bound, scopes, [new(CallerClaims.Role, "platform"), new(CallerClaims.Party, platform.Party)]);
    }

    private TokenAnswer Mint(string client, BoundNumber bound, IReadOnlyCollection<string> scopes, KeyValuePair<string, object>[] party)
    {
        // Tokens live on the wall clock, as the issuer's others do.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var scope = string.Join(' ', scopes);
        var token = keys.SignToken(new SecurityTokenDescriptor
        {
            Issuer = access.Value.Issuer.AbsoluteUri,
            Audience = access.Value.Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            Expires = now + access.Value.TokenLifetime,
            Claims = new Dictionary<string, object>(party)
            {
                ["jti"] = Guid.NewGuid().ToString(),
                ["sub"] = client,
                [CallerClaims.ClientId] = client,
                [CallerClaims.Scope] = scope,
                [BoundNumber.NumberClaim] = bound.Number.Value,
                [BoundNumber.GenerationClaim] = bound.Generation.ToString(CultureInfo.InvariantCulture),
            },
        });
        return new TokenAnswer(token, "Bearer", (int)access.Value.TokenLifetime.TotalSeconds, scope);
    }
}
