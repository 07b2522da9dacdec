using Microsoft.Extensions.DependencyInjection;

namespace RecycledNumbers.Grains.Time;

/// <summary>The clock by which numbers live: real, or simulated in Development. Kept apart from the host's own, so that moving it ages numbers but neither tokens nor cluster membership.</summary>
public static class RegistryClock
{
    /// <summary>Its key: <c>[FromKeyedServices(RegistryClock.Key)] TimeProvider clock</c>.</summary>
    public const string Key = "registry";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddRegistryClock(this IServiceCollection services, TimeProvider clock) => services.AddKeyedSingleton(Key, clock);

    /// <summary>The present instant to the millisecond: what is stored is what was decided on, in every database.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
