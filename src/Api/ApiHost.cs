using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;

namespace RecycledNumbers.Api;

/// <summary>The one place where the API is put together: the same for the silo that co-hosts it and for the gateway. Both bring an <c>IGrainFactory</c>.</summary>
public static class ApiHost
{
    /// <summary>Adds what the endpoints stand on.</summary>
    /// <exception cref="StartRefusedException">Keys or settings are not fit to start with.</exception>
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        var keys = KeyRing.Load(builder.Configuration, builder.Environment.IsDevelopment());
        builder.WebHost.ConfigureKestrel(ServerLimits.Apply);
        // Request lines carry telephone numbers, so the framework's own access log stays off whatever the settings say.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);

        var services = builder.Services;
        services.AddSingleton(keys);
        services.AddAccess(builder.Configuration, keys);
        services.AddDataProtection()
            .SetApplicationName("RecycledNumbers")
            .PersistKeysToFileSystem(DataProtectionDirectory(keys));
        services.AddSingleton<OperationId>();
        services.AddSingleton<CommandMiddleware>();
        services.AddSingleton<ReadAgain>();
        services.AddExceptionHandler<Faults>();
        services.ConfigureHttpJsonOptions(json => JsonRules.Apply(json.SerializerOptions));
        // Throw, so that Faults names what did not bind; the default is a bare 400 outside Development.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddHealthChecks();
        services.AddApiDocument();
        services.AddEndpoints(builder.Configuration);
        return builder;
    }

    /// <summary>Puts the pipeline and the endpoints in their order.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseTrustedProxies(app.Configuration);
        app.UseSecurityHeaders();
        app.UseCorrelator();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static status => ProblemWriter.Write(status.HttpContext, ApiErrors.ForStatus(status.HttpContext.Response.StatusCode)));
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(TokenIssuer.TokenPath, StringComparison.OrdinalIgnoreCase), static token => token.UseMiddleware<TokenThrottle>());
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseConsole();
        app.UseMiddleware<PathNumbers>();
        app.UseMiddleware<CommandMiddleware>();
        app.UseMiddleware<ReadAgain>();

        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapDocsPage();
        app.MapErrorsPage();
        app.MapPublishedKeys();
        app.MapEndpoints();
        return app;
    }

    private static void AddAccess(this IServiceCollection services, IConfiguration configuration, KeyRing keys)
    {
        var access = configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new AccessOptions();
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenValidation>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddAuthorization();
        services.AddSingleton<TokenThrottle>();
        services.AddSingleton<HolderTokens>();
        if (access.Authority is null) services.AddTokenIssuer(keys, access);
    }

    private static DirectoryInfo DataProtectionDirectory(KeyRing keys)
    {
        var directory = Path.Combine(keys.DirectoryPath, "data-protection");
        KeyFiles.MakeDirectory(directory);
        return new DirectoryInfo(directory);
    }
}
