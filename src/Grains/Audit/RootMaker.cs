using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Audit;

namespace RecycledNumbers.Grains.Audit;

/// <summary>
/// Makes a root as soon as the newest is old enough. Every silo looks, and whoever looks first makes it: the others find a young root. Two that meet agree, because the ledger takes one root of each index.
/// The host's clock counts, as it does for everything that others verify.
/// </summary>
internal sealed partial class RootMaker(IAuditLedger ledger, EventSalts salts, IServiceProvider services, IOptions<AuditOptions> options, TimeProvider time, ILogger<RootMaker> log) : BackgroundService
{
    /// <summary>Looks in one interval: so much later than asked for is a root at most.</summary>
    private const int Looks = 6;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<IRootSigner>() is not { } signer)
        {
            // A host without keys, a benchmark for example.
            return;
        }

        var sealer = new EventSealer(ledger, salts, signer, time);
        await Rounds.Go(options.Value.Interval / Looks, time, stopping => Look(sealer, stopping), fault =>
        {
            GrainsTelemetry.Rooted(well: false);
            LogOpen(log, fault);
        }, stoppingToken);
    }

    private async Task Look(EventSealer sealer, CancellationToken cancellation)
    {
        var last = await ledger.FindLastRoot(cancellation);
        // A root of the future was made by a clock that has been set back since: it must not hold up the next one.
        var age = time.GetUtcNow() - (last?.SealedAt ?? DateTimeOffset.MinValue);
        if (age >= TimeSpan.Zero && age < options.Value.Interval - TimeSpan.FromSeconds(1))
        {
            return;
        }

        while (await sealer.SealNext(cancellation) is { } root)
        {
            GrainsTelemetry.Rooted(well: true);
            if (root.Events < TreeHead.MostEvents)
            {
                return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Events can't be put under a root: {Fault}. It is tried again, and they stay unproved until then")]
    private static partial void LogOpen(ILogger log, string fault);
}
