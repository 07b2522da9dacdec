using Microsoft.Extensions.Options;
using RecycledNumbers.Contracts.Wakes;

namespace RecycledNumbers.Grains.Wakes;

/// <summary>Wakes every partition when a silo joins; their reminders keep them awake.</summary>
internal sealed class WakeStarter(IGrainFactory grains, IOptions<WakeOptions> options) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(WakeStarter), ServiceLifecycleStage.Active, Start);

    private Task Start(CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Partitions).Select(p => grains.GetGrain<IWakeGrain>(p).Start()));
}
