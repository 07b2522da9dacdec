using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>One lane's loop. A timer makes the rounds and the grain is not reentrant, so there is never a second loop; a poke only says that there is more.</summary>
/// <remarks>It stays while a retry or an open circuit is known and is collected when idle. What is due then, the wake grains find in the ledger.</remarks>
[CollectionAgeLimit(Minutes = 10)]
internal sealed partial class DeliveryLaneGrain(
    LaneFactory lanes,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock,
    ILogger<DeliveryLaneGrain> logger) : Grain, IDeliveryLaneGrain
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStay = TimeSpan.FromHours(1);
    private ILane _lane = null!;
    private IGrainTimer _timer = null!;
    private bool _poked;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _lane = lanes.Create(this.GetPrimaryKeyString());
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        GrainsTelemetry.Circuit(this.GetPrimaryKeyString(), open: false);
        return Task.CompletedTask;
    }

    public Task Poke()
    {
        _poked = true;
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task Refresh()
    {
        _lane.Forget();
        return Poke();
    }

    public async Task Drain()
    {
        while (await _lane.Round(CancellationToken.None) is null)
        {
        }
    }

    // One round a tick, so that Drain and deactivation get their turn between rounds.
    private async Task Tick(CancellationToken stop)
    {
        _poked = false;
        TimeSpan? next;
        try
        {
            next = After(await _lane.Round(stop));
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.RoundFailed(logger, fault, this.GetPrimaryKeyString());
            next = AfterFault;
        }

        if (_poked)
        {
            next = TimeSpan.Zero;
        }

        _timer.Change(next ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan? After(LanePause? pause)
    {
        if (pause is null)
        {
            return TimeSpan.Zero;
        }

        var wait = pause.Until - clock.Now();
        if (wait is { } stay && stay <= LongestStay)
        {
            DelayDeactivation(stay + TimeSpan.FromMinutes(1));
            return stay > TimeSpan.Zero ? stay : TimeSpan.Zero;
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A round of lane {Lane} failed; the next one follows")]
        public static partial void RoundFailed(ILogger logger, Exception fault, string lane);
    }
}
