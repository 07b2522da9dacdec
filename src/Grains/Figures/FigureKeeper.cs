using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Grains.Figures;

/// <summary>Keeps the figures of the operators' pages: whichever silo has the turn follows the events and counts, every silo says what it alone knows. A silo that has gone loses the turn within three periods.</summary>
internal sealed partial class FigureKeeper(
    IKeptFigures kept,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock,
    TimeProvider time,
    IOptions<MetricsOptions> options,
    ILogger<FigureKeeper> log) : BackgroundService
{
    /// <summary>A counting that takes long is made less often: at most this share of the time goes into it.</summary>
    private const double Share = 0.02;

    private const int ComingDays = 120;
    private const int KeptOutcomeDays = 400;
    private readonly string name = Guid.NewGuid().ToString("N")[..12];
    private readonly Dictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);
    private FollowedEvents? reached;

    private TimeSpan Period => options.Value.KeepPeriod;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Period, time, Round, fault =>
        {
            reached = null;
            LogNotKept(log, fault);
        }, stoppingToken);

    private async Task Round(CancellationToken stopping)
    {
        var started = time.GetUtcNow();
        await kept.Keep(KeptNames.Silo + name, KeptFigure.Write(new SiloFigures(GrainsTelemetry.OpenCircuitsByDestination(), GrainsTelemetry.DeliveredPerMinute(time))), started, stopping);
        if (!await kept.TakeTurn(name, started, started + (3 * Period) + TimeSpan.FromSeconds(10), stopping))
        {
            reached = null;
            return;
        }

        await Follow(stopping);
        await Every(KeptNames.Waiting, Period, async () => await kept.CountWaiting(clock.Now(), stopping), stopping);
        await Every(KeptNames.Batches, Period, async () => await kept.CountBatches(stopping), stopping);
        await Every(KeptNames.Leaving, Period, async () => new LeavingFigures([.. await kept.CountLeaving(Days.Of(clock.Now()) - 1, Days.Of(clock.Now()) + ComingDays, stopping)], reached!.Complete), stopping);
        await Every(KeptNames.Parties, Period, async () => new PartyFigures([.. await kept.CountParties(clock.Now(), stopping)]), stopping);
        await Every(KeptNames.Phases, Period, () => Phases(stopping), stopping);
    }

    /// <summary>Reads on for at most a period, so that a long backlog does not hold up the counting.</summary>
    private async Task Follow(CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        reached ??= (await kept.Read(stopping)).FirstOrDefault(static f => f.Name == KeptNames.Follower)?.Read<FollowedEvents>() ?? FollowedEvents.Nothing;
        bool more;
        do
        {
            (var now, more) = await kept.Follow(reached, stopping);
            if (now != reached)
            {
                await kept.Keep(KeptNames.Follower, KeptFigure.Write(now), time.GetUtcNow(), stopping);
            }

            reached = now;
        }
        while (more && time.GetElapsedTime(started) < Period);
    }

    private async Task<PhaseFigures> Phases(CancellationToken stopping)
    {
        var phases = await kept.CountPhases(stopping);
        var today = Days.Of(clock.Now());
        var days = (await kept.Read(stopping)).FirstOrDefault(static f => f.Name == KeptNames.History)?.Read<PhaseHistory>()?.Days ?? [];
        ImmutableArray<PhaseDay> history = [.. days.Where(d => d.Day < today).TakeLast(PhaseHistory.Most - 1), new PhaseDay(today, phases)];
        await kept.Keep(KeptNames.History, KeptFigure.Write(new PhaseHistory(history)), time.GetUtcNow(), stopping);
        await kept.ForgetOutcomes(today - KeptOutcomeDays, stopping);
        await kept.ForgetSilos(time.GetUtcNow() - TimeSpan.FromHours(1), stopping);
        return phases;
    }

    private async Task Every<T>(string figures, TimeSpan least, Func<Task<T>> count, CancellationToken stopping)
    {
        var started = time.GetUtcNow();
        if (next.GetValueOrDefault(figures) > started)
        {
            return;
        }

        var counting = time.GetTimestamp();
        var counted = await count();
        // Waiting for a turn to write costs the database nothing.
        var took = time.GetElapsedTime(counting);
        await kept.Keep(figures, KeptFigure.Write(counted), started, stopping);
        next[figures] = started + TimeSpan.FromTicks(Math.Max(least.Ticks / 2, (long)(took.Ticks / Share)));
    }

    [LoggerMessage(1, LogLevel.Warning, "The figures of the operators' pages could not be kept: {Fault}")]
    private static partial void LogNotKept(ILogger log, string fault);
}
