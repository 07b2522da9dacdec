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
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LedgerPeriod, time);
        do
        {
            await Read(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Read(CancellationToken stopping)
    {
        try
        {
            LedgerTelemetry.Note(await ledger.ReadFigures(clock.Now(), stopping));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whatever it is: gauges with a gap are better than no silo.
            LedgerTelemetry.Note(null);
            LogUnread(log, LedgerException.Told(fault));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The figures of the ledger could not be read: {Fault}")]
    private static partial void LogUnread(ILogger log, string fault);
}
