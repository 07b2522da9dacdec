using System.Security.Claims;

namespace RecycledNumbers.Api.Access;

/// <summary>The claims that the rest of the API reads, whatever the authority calls its own.</summary>
internal static class CallerClaims
{
    internal const string Role = "rn_role";
    internal const string Party = "rn_party";
    internal const string ClientId = "client_id";
    internal const string Scope = "scope";

    /// <summary>Takes the four claims, and those of a bound number, out of a validated token; nothing else of it is believed. Scopes become one claim each.</summary>
    internal static ClaimsPrincipal Map(ClaimsPrincipal token, ClaimNames names)
    {
        var scopes = token.FindAll(names.Scope).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var claims = new[] { Single(token, names.Role, Role), Single(token, names.Party, Party), Single(token, names.ClientId, ClientId), Single(token, BoundNumber.NumberClaim, BoundNumber.NumberClaim), Single(token, BoundNumber.GenerationClaim, BoundNumber.GenerationClaim) }
            .OfType<Claim>()
            .Concat(scopes.Select(scope => new Claim(Scope, scope)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, token.Identity?.AuthenticationType, ClientId, Role));
    }

    // A claim that stands there twice says nothing: which one would count?
    private static Claim? Single(ClaimsPrincipal token, string name, string ours) =>
        token.FindAll(name).Take(2).ToArray() is [var only] ? new Claim(ours, only.Value) : null;
}
