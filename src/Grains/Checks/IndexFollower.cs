using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Checks;

/// <summary>Lets the index read the feed four times a second: one reader a silo, however many blocks there are.</summary>
internal sealed partial class IndexFollower(NumberIndex index, TimeProvider time, ILogger<IndexFollower> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Period, time, index.Follow, fault => LogCannotFollow(log, fault), stoppingToken);

    [LoggerMessage(1, LogLevel.Warning, "The feed of events cannot be read: {Fault}. Checks ask the ledger itself meanwhile")]
    private static partial void LogCannotFollow(ILogger log, string fault);
}
