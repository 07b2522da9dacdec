using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using RecycledNumbers.Contracts.Access;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace RecycledNumbers.Api.Access;

/// <summary>Answers token requests: proves the client through its grain, then issues what it may have.</summary>
internal sealed class TokenRequests(IGrainFactory grains, IOptions<AccessOptions> access, IHostEnvironment environment)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>
{
    private const string Proved = "rn.client";

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (!IsSafe(context.Transaction.GetHttpRequest()!.HttpContext))
        {
            context.Reject(OAuthErrors.InvalidRequest, "Secrets are only accepted over HTTPS.");
            return;
        }

        if (await Prove(context.Request) is not { } client)
        {
            context.Reject(OAuthErrors.InvalidClient, "The client is unknown or its secret is wrong.");
            return;
        }

        if (!context.Request.GetScopes().All(scope => client.Scopes.Contains(scope)))
        {
            context.Reject(OAuthErrors.InvalidScope, "The client may not ask for one of these scopes.");
            return;
        }

        context.Transaction.Properties[Proved] = client;
    }

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var client = (ClientIdentity)context.Transaction.Properties[Proved]!;
        var asked = context.Request.GetScopes();
        var identity = new ClaimsIdentity("client_credentials", CallerClaims.ClientId, CallerClaims.Role);
        identity.SetClaim(Claims.Subject, client.ClientId)
            .SetClaim(CallerClaims.Role, NameOf(client.Role))
            .SetClaim(CallerClaims.Party, client.Party)
            .SetScopes(asked.IsEmpty ? client.Scopes : asked)
            .SetResources(access.Value.Audience)
            .SetDestinations(static _ => ImmutableArray.Create(Destinations.AccessToken));
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    private bool IsSafe(HttpContext context) =>
        context.Request.IsHttps
        || access.Value.AllowHttp
        || environment.IsDevelopment()
        || IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.None);

    // An id that no client can have is not looked up: strangers must not make grains under keys of their choosing.
    private Task<ClientIdentity?> Prove(OpenIddictRequest request) =>
        request is { ClientId: { } id, ClientSecret: { Length: <= 256 } secret } && Parties.IsClientId(id)
            ? grains.GetGrain<IClientGrain>(id).Authenticate(secret)
            : Task.FromResult<ClientIdentity?>(null);

    private static string NameOf(Role role) => role switch
    {
        Role.Operator => "operator",
        Role.Carrier => "carrier",
        Role.Platform => "platform",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };
}
