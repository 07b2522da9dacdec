using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Batches;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Grains.Batches;

/// <summary>Wakes the lanes that have something left, and puts the batch behind once none has. The wake partitions poke it for as long as the batch is open.</summary>
internal sealed partial class BatchGrain(IBatchLedger ledger, TimeProvider time, ILogger<BatchGrain> log) : Grain, IBatchGrain
{
    private IGrainTimer timer = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        timer = this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task Poke()
    {
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    private async Task Look(CancellationToken stop)
    {
        try
        {
            var lanes = await ledger.ReadLanesLeft(Id, stop);
            foreach (var lane in lanes)
            {
                await GrainFactory.GetGrain<IBatchLaneGrain>(BatchLaneGrain.KeyOf(Id, lane)).Poke();
            }

            if (lanes.Count == 0)
            {
                await ledger.Finish(Id, time.GetUtcNow(), stop);
                DeactivateOnIdle();
            }
        }
        catch (LedgerException fault)
        {
            // The next poke of a wake partition looks again.
            LogCannotLook(log, Id, fault.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Batch {Batch} cannot be looked at: {Fault}")]
    private static partial void LogCannotLook(ILogger log, string batch, string fault);
}
