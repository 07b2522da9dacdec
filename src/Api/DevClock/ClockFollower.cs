using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.DevClock;

/// <summary>Follows what another process did to the simulated clock.</summary>
internal sealed partial class ClockFollower(SimulatedClock clock, TimeProvider real, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Period, real, clock.Follow, fault => LogCannotFollow(log, fault), stoppingToken);

    [LoggerMessage(1, LogLevel.Warning, "The simulated clock cannot be read: {Fault}")]
    private static partial void LogCannotFollow(ILogger log, string fault);
}
