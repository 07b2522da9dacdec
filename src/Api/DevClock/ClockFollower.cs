using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.DevClock;

/// <summary>Follows what another process did to the simulated clock.</summary>
internal sealed partial class ClockFollower(SimulatedClock clock, TimeProvider real, ILogger<ClockFollower> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, real);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await clock.Follow(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever it is: a clock that stays behind for a moment is better than no process.
                LogCannotFollow(log, LedgerException.Told(fault));
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The simulated clock cannot be read: {Fault}")]
    private static partial void LogCannotFollow(ILogger log, string fault);
}
