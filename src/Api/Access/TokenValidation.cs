using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace RecycledNumbers.Api.Access;

/// <summary>How the API reads access tokens: its own, with the key ring's public key, or those of another authority.</summary>
internal sealed class TokenValidation(KeyRing keys, IOptions<AccessOptions> access, IHostEnvironment environment) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = Parameters();
        options.Events = new JwtBearerEvents { OnTokenValidated = MapClaims };
        if (access.Value.Authority is { } authority)
        {
            options.Authority = authority.AbsoluteUri;
            options.RequireHttpsMetadata = !environment.IsDevelopment();
        }
    }

    private TokenValidationParameters Parameters()
    {
        var parameters = new TokenValidationParameters
        {
            ValidAudience = access.Value.Audience,
            ClockSkew = TimeSpan.FromSeconds(30),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
        if (access.Value.Authority is not null) return parameters;

        parameters.ValidIssuer = access.Value.Issuer.AbsoluteUri;
        parameters.IssuerSigningKey = keys.Signing;
        parameters.ValidAlgorithms = [keys.SigningAlgorithm];
        parameters.ValidTypes = ["at+jwt"];
        return parameters;
    }

    private Task MapClaims(TokenValidatedContext context)
    {
        if (BoundNumber.IsBroken(context.Principal!))
        {
            context.Fail("The token names a number that can't be read.");
            return Task.CompletedTask;
        }

        context.Principal = CallerClaims.Map(context.Principal!, access.Value.Claims);
        return Task.CompletedTask;
    }
}
