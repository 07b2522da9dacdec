using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.DevClock;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Silo.Time;

/// <summary>Which clock numbers live by.</summary>
internal static class ClockRegistration
{
    /// <summary><c>true</c> (the default in Development) for the simulated clock; refused anywhere else.</summary>
    public const string Setting = "Clock:Simulated";

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
            builder.Services.AddRegistryClock(TimeProvider.System);
            return;
        }

        builder.Services.AddSingleton(services => new SimulatedClock(services.GetRequiredService<ILedger>(), TimeProvider.System));
        builder.Services.AddSingleton<IClockControl>(services => services.GetRequiredService<SimulatedClock>());
        builder.Services.AddKeyedSingleton<TimeProvider>(RegistryClock.Key, (services, _) => services.GetRequiredService<SimulatedClock>());
        builder.Services.AddHostedService<ClockFollower>();
    }

    /// <summary>Before anything else runs, the simulated clock stands where it stood.</summary>
    public static Task StartClock(this WebApplication app) =>
        app.Services.GetService<SimulatedClock>()?.Follow(app.Lifetime.ApplicationStopping) ?? Task.CompletedTask;
}
