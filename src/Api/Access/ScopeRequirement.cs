using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace RecycledNumbers.Api.Access;

/// <summary>A caller of the scope's role whose token carries the scope. It is also what the OpenAPI document reads.</summary>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    internal string Scope { get; } = scope;

    // The role is asked as well as the scope: a foreign authority may hand out a scope to whom it does not belong.
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        var role = Scopes.RoleOf(requirement.Scope);
        var isRightRole = Caller.From(context.User) is { } caller && (role is null || caller.Role == role);
        if (isRightRole && HasScope(context, requirement.Scope)) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool HasScope(AuthorizationHandlerContext context, string scope) =>
        context.User.HasClaim(CallerClaims.Scope, scope)
        || (scope == Scopes.AdminRead && context.User.HasClaim(CallerClaims.Scope, Scopes.Admin));
}

/// <summary>How endpoints say which scope they need.</summary>
public static class ScopeEndpoints
{
    /// <summary>Needs a token with this scope, used by the role that the scope is for. 401 without a token, 403 with another.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope) where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new ScopeRequirement(scope);
        var policy = new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme).RequireAuthenticatedUser().AddRequirements(requirement).Build();
        return endpoints.RequireAuthorization(policy).WithMetadata(requirement);
    }
}
