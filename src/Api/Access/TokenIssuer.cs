using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using RecycledNumbers.Api.Camara;

namespace RecycledNumbers.Api.Access;

/// <summary>The embedded issuer: <c>POST /connect/token</c> (client credentials), the key set and the discovery document.</summary>
internal static class TokenIssuer
{
    internal const string TokenPath = "/connect/token";

    internal static void AddTokenIssuer(this IServiceCollection services, KeyRing keys, AccessOptions access) =>
        services.AddOpenIddict().AddServer(server =>
        {
            // Degraded: no OpenIddict stores. Clients live in their grains, and tokens live nowhere but in themselves.
            server.EnableDegradedMode();
            server.SetIssuer(access.Issuer);
            server.SetTokenEndpointUris(TokenPath[1..]);
            server.SetJsonWebKeySetEndpointUris(".well-known/jwks.json");
            server.SetConfigurationEndpointUris(".well-known/openid-configuration");
            server.AllowClientCredentialsFlow();
            server.SetAccessTokenLifetime(access.TokenLifetime);
            server.DisableAccessTokenEncryption();
            server.AddSigningCredentials(new SigningCredentials(keys.Signing, keys.SigningAlgorithm));
            // OpenIddict insists on one; nothing is encrypted with it in this flow.
            server.AddEncryptionKey(new SymmetricSecurityKey(keys.Derive("issuer-encryption")));
            // Scopes are a matter between a request and its client: TokenRequests decides.
            server.DisableScopeValidation();
            server.RegisterScopes([.. Scopes.Described.Keys, .. CamaraScopes.All]);
            server.RegisterClaims(CallerClaims.Role, CallerClaims.Party);
            server.Configure(Narrow);
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseScopedHandler<TokenRequests>());
            server.AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(handler => handler.UseScopedHandler<TokenRequests>());
            server.AddEventHandler<OpenIddictServerEvents.HandleJsonWebKeySetRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.Keys.AddRange(PublishedKeys.Retired(keys));
                return ValueTask.CompletedTask;
            }));
            // TokenRequests refuses plain HTTP by where it comes from; OpenIddict could only refuse all of it.
            server.UseAspNetCore().DisableTransportSecurityRequirement().SuppressJsonResponseIndentation();
        });

    private static void Narrow(OpenIddictServerOptions options)
    {
        options.ClientAuthenticationMethods.Clear();
        options.ClientAuthenticationMethods.Add(OpenIddictConstants.ClientAuthenticationMethods.ClientSecretBasic);
        options.ClientAuthenticationMethods.Add(OpenIddictConstants.ClientAuthenticationMethods.ClientSecretPost);
        // Tokens live on the wall clock: JwtBearer reads them on it too, and a simulated clock that jumps ninety days must not lock everyone out.
        options.TimeProvider = TimeProvider.System;
    }
}
