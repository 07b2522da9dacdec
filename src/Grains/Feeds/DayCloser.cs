using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Events;

namespace RecycledNumbers.Grains.Feeds;

/// <summary>Closes each day of the lists within moments of its end, by UTC and the registry clock. Every silo does, and they agree; it asks the ledger once a day.</summary>
internal sealed partial class DayCloser(IEventLists lists, [FromKeyedServices(RegistryClock.Key)] TimeProvider clock, TimeProvider time, ILogger<DayCloser> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private DateOnly closed = DateOnly.MinValue;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Period, time, CloseYesterday, fault => LogOpen(log, fault), stoppingToken);

    private async Task CloseYesterday(CancellationToken stopping)
    {
        var yesterday = DateOnly.FromDateTime(clock.Now().UtcDateTime).AddDays(-1);
        if (yesterday > closed)
        {
            await lists.CloseDays(yesterday, stopping);
            closed = yesterday;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The day's list can't be closed: {Fault}. It is tried again, and holds what comes until then")]
    private static partial void LogOpen(ILogger log, string fault);
}
