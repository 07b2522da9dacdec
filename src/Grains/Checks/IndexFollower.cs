using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Checks;

/// <summary>Lets the index read the feed four times a second: one reader a silo, however many blocks there are.</summary>
internal sealed partial class IndexFollower(NumberIndex index, TimeProvider time, ILogger<IndexFollower> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await index.Follow(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever it is: checks ask the ledger itself while the index is behind, and silos must not end for it.
                LogCannotFollow(log, LedgerException.Told(fault));
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The feed of events cannot be read: {Fault}. Checks ask the ledger itself meanwhile")]
    private static partial void LogCannotFollow(ILogger log, string fault);
}
