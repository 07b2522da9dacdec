using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.DevClock;

/// <summary>Which clock numbers live by.</summary>
public static class ClockRegistration
{
    /// <summary><c>true</c> (the default in Development) for the simulated clock; refused anywhere else.</summary>
    public const string Setting = "Clock:Simulated";

    /// <summary>Registers it: in silos and gateways alike, so that they answer by the same day.</summary>
    /// <exception cref="StartRefusedException">A simulated clock is asked for outside Development.</exception>
    public static void AddClock(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var simulated = builder.Configuration.GetValue(Setting, defaultValue: development);
        if (simulated && !development)
        {
            throw new StartRefusedException($"{Setting} is true outside Development: numbers must live by the real clock there. Remove the setting.");
        }

        if (!simulated)
        {
            builder.Services.AddKeyedSingleton(RegistryTime.Key, TimeProvider.System);
            return;
        }

        builder.Services.AddSingleton(services => new SimulatedClock(services.GetRequiredService<ILedger>(), TimeProvider.System));
        builder.Services.AddSingleton<IClockControl>(services => services.GetRequiredService<SimulatedClock>());
        builder.Services.AddKeyedSingleton<TimeProvider>(RegistryTime.Key, (services, _) => services.GetRequiredService<SimulatedClock>());
        builder.Services.AddHostedService<ClockFollower>();
    }

    /// <summary>Before anything else runs, the simulated clock stands where it stood.</summary>
    public static Task StartClock(this WebApplication app) =>
        app.Services.GetService<SimulatedClock>()?.Follow(app.Lifetime.ApplicationStopping) ?? Task.CompletedTask;
}
