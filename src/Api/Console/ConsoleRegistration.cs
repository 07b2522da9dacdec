using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace RecycledNumbers.Api.Console;

/// <summary>What the operators' pages stand on.</summary>
internal static class ConsoleRegistration
{
    internal static void AddConsole(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication().AddCookie(OperatorSession.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(OperatorSession.Scheme).Configure<IOptions<ConsoleOptions>>(static (cookie, console) => OperatorSession.Configure(cookie, console.Value));
        services.AddSingleton<Handles>();
        // Made when first asked for: they stand on the ledger, which the host brings.
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<KeptReader>(provider));
        services.AddSingleton<LoginBudget>();
        services.AddSingleton<LivePages>();
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<NumberFile>(provider));
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<OperatorDesk>(provider));
    }

    /// <summary>Goes before routing has chosen: pages of the console and nothing else.</summary>
    internal static void UseConsole(this IApplicationBuilder app) =>
        app.UseWhen(static context => context.Request.Path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase), static console => console.Use(ConsoleDoor.Prepare));
}
