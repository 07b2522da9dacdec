using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Contracts.Wakes;

namespace RecycledNumbers.Grains.Wakes;

/// <summary>Wakes every partition when a silo joins; their reminders keep them awake. One that does not answer stops no silo: it is woken again until it does.</summary>
internal sealed partial class WakeStarter(IGrainFactory grains, IOptions<WakeOptions> options, TimeProvider time, ILogger<WakeStarter> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(WakeStarter), ServiceLifecycleStage.Active, Start, _ => stopping.CancelAsync());

    public void Dispose() => stopping.Dispose();

    private async Task Start(CancellationToken cancellation)
    {
        if (await Wake(Enumerable.Range(0, options.Value.Partitions)) is { Length: > 0 } silent)
        {
            _ = Again(silent);
        }
    }

    private async Task Again(int[] silent)
    {
        try
        {
            while (silent.Length > 0)
            {
                await Task.Delay(Pause, time, stopping.Token);
                silent = await Wake(silent);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops; another one wakes them.
        }
    }

    /// <summary>Those that did not answer.</summary>
    private async Task<int[]> Wake(IEnumerable<int> partitions) => [.. (await Task.WhenAll(partitions.Select(Try))).OfType<int>()];

    private async Task<int?> Try(int partition)
    {
        try
        {
            await grains.GetGrain<IWakeGrain>(partition).Start();
            return null;
        }
#pragma warning disable CA1031 // Whatever keeps a partition from answering, the silo can serve without it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogNotStarted(log, partition, fault.GetType().Name);
            return partition;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Wake partition {Partition} did not start ({Fault}); it is woken again in a few seconds")]
    private static partial void LogNotStarted(ILogger log, int partition, string fault);
}
