using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Grains.Figures;

/// <summary>Reads now and then what waits in the ledger, for the gauges. Each silo does: a few counts over partial indexes, and no gap when one of them is gone.</summary>
internal sealed partial class FiguresReader(
    ILedgerFigures ledger,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock,
    TimeProvider time,
    IOptions<MetricsOptions> options,
    ILogger<FiguresReader> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(options.Value.LedgerPeriod, time, async stopping => LedgerTelemetry.Note(await ledger.ReadFigures(clock.Now(), stopping)), fault =>
        {
            // A gap in the gauges says more than an old value.
            LedgerTelemetry.Note(null);
            LogUnread(log, fault);
        }, stoppingToken);

    [LoggerMessage(1, LogLevel.Warning, "The figures of the ledger could not be read: {Fault}")]
    private static partial void LogUnread(ILogger log, string fault);
}
