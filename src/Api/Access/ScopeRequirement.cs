using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace RecycledNumbers.Api.Access;

/// <summary>A caller whose token carries one of the scopes and who has that scope's role. It is also what the OpenAPI document reads.</summary>
internal sealed class ScopeRequirement(params string[] scopes) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    internal IReadOnlyList<string> OneOf { get; } = scopes;

    // The role is asked as well as the scope: a foreign authority may hand out a scope to whom it does not belong.
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (requirement.OneOf.Contains(Scopes.Me) && HasScope(context, Scopes.Me) && BoundNumber.Of(context.User) is not null) context.Succeed(requirement);
        if (Caller.From(context.User) is { } caller && requirement.OneOf.Any(scope => IsFor(scope, caller) && HasScope(context, scope))) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsFor(string scope, Caller caller) => scope != Scopes.Me && (Scopes.RoleOf(scope) is not { } role || caller.Role == role);

    private static bool HasScope(AuthorizationHandlerContext context, string scope) =>
        context.User.HasClaim(CallerClaims.Scope, scope)
        || (scope == Scopes.AdminRead && context.User.HasClaim(CallerClaims.Scope, Scopes.Admin));
}

/// <summary>How endpoints say which scope they need.</summary>
public static class ScopeEndpoints
{
    /// <summary>Needs a token with this scope (or one of the others), used by the role that the scope is for. 401 without a token, 403 with another.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope, params string[] orOneOf) where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new ScopeRequirement([scope, .. orOneOf]);
        var policy = new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme).RequireAuthenticatedUser().AddRequirements(requirement).Build();
        return endpoints.RequireAuthorization(policy).WithMetadata(requirement);
    }
}
