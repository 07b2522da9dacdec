using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.OpenApi;

/// <summary>OAuth 2.0 client credentials, and the scope that an operation needs.</summary>
internal static class ScopeSecurity
{
    internal const string Scheme = "oauth2";

    internal static Task Transform(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var scopes = context.Description.ActionDescriptor.EndpointMetadata.OfType<ScopeRequirement>().SelectMany(requirement => requirement.OneOf).Distinct().ToList();
        // An empty requirement says that none is needed; nothing at all would say that it was forgotten.
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any()) operation.Security = [[]];
        if (scopes.Count > 0) operation.Security = [.. scopes.Select(scope => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [scope] })];
        return Task.CompletedTask;
    }

    internal static OpenApiSecurityScheme Describe() => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Flows = new OpenApiOAuthFlows
        {
            ClientCredentials = new OpenApiOAuthFlow
            {
                TokenUrl = new Uri(TokenIssuer.TokenPath, UriKind.Relative),
                Scopes = Scopes.Described.ToDictionary(),
            },
        },
    };
}
