using System.Security.Claims;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Access;

/// <summary>Who calls, as a handler parameter: <c>Task&lt;…&gt; Assign(Caller caller, …)</c>. Only for endpoints with <see cref="ScopeEndpoints.RequireScope"/>.</summary>
/// <param name="Role">What it acts as.</param>
/// <param name="Party">For whom, e.g. <c>carrier:demo-mobile</c>; the actor in a number's history.</param>
/// <param name="ClientId">Through which client.</param>
public sealed record Caller(Role Role, string Party, string ClientId)
{
    /// <summary>The party without its prefix, e.g. <c>demo-mobile</c>.</summary>
    public string Name => Party[(Party.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The caller of this request. An endpoint that binds it without requiring a scope is a fault of ours, not of the caller.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(From(context.User) ?? throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} binds a caller but requires no scope."));

    /// <summary>The caller in a principal, or null: the token names none, or a party that does not fit its role.</summary>
    internal static Caller? From(ClaimsPrincipal principal)
    {
        if (ParseRole(principal.FindFirstValue(CallerClaims.Role)) is not { } role) return null;
        var party = principal.FindFirstValue(CallerClaims.Party);
        var client = principal.FindFirstValue(CallerClaims.ClientId);
        return party is null || client is null || !Parties.Fits(role, party) ? null : new Caller(role, party, client);
    }

    private static Role? ParseRole(string? text) => text switch
    {
        "operator" => Contracts.Access.Role.Operator,
        "carrier" => Contracts.Access.Role.Carrier,
        "platform" => Contracts.Access.Role.Platform,
        _ => null,
    };
}
