using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Batches;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Grains.Batches;

/// <summary>Does a lane's chunks in their order. A chunk's results are on record before the next one begins, so that after a crash the one under way is done again: by the same command ids, which change nothing twice.</summary>
internal sealed partial class BatchLaneGrain(IBatchLedger ledger, BatchGate gate, TimeProvider time, ILogger<BatchLaneGrain> log) : Grain, IBatchLaneGrain
{
    /// <summary>So long at a stretch, so that a silo that stops need not wait for a whole lane.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(2);

    private IGrainTimer timer = null!;

    public static string KeyOf(string batch, int lane) => string.Create(CultureInfo.InvariantCulture, $"{batch}/{lane}");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        timer = this.RegisterGrainTimer(Go, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task Poke()
    {
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A lane that ends for one fault would leave its rows undone; the wake partitions poke it again.")]
    private async Task Go(CancellationToken stop)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (batch, lane) = (key[..slash], int.Parse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        try
        {
            // The numbers that it calls let their memory go again.
            RequestContext.Set(Numbers.Passing.Key, true);
            var started = time.GetTimestamp();
            while (!stop.IsCancellationRequested && time.GetElapsedTime(started) < Stretch)
            {
                if (await ledger.ReadNext(batch, lane, stop) is not { } work)
                {
                    await GrainFactory.GetGrain<IBatchGrain>(batch).Poke();
                    DeactivateOnIdle();
                    return;
                }

                await new ChunkRun(work, GrainFactory, ledger, gate, time).Run(stop);
            }

            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogStopped(log, batch, lane, fault.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Lane {Lane} of batch {Batch} stopped ({Fault}) and goes on shortly")]
    private static partial void LogStopped(ILogger log, string batch, int lane, string fault);
}
