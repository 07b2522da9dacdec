using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Wakes;
using RecycledNumbers.Grains.Batches;
using RecycledNumbers.Grains.Retention;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Wakes;

internal sealed partial class WakeGrain(
    ILedger ledger,
    BatchWakes batches,
    Oblivion oblivion,
    IOptions<WakeOptions> options,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock,
    ILogger<WakeGrain> log) : Grain, IWakeGrain, IRemindable
{
    private const string Alarm = "awake";

    /// <summary>A number that could not be woken steps back for a while, so that it holds up nobody behind it.</summary>
    private static readonly TimeSpan StepBack = TimeSpan.FromSeconds(10);

    /// <summary>One whose record can't be read waits for an operator; looking again now and then is enough.</summary>
    private static readonly TimeSpan StuckStepBack = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DateTimeOffset> steppedBack = [];

    /// <summary>Its share of the stored shards: numbers and lanes alike.</summary>
    private short[] shards = [];

    private IGrainTimer? timer;
    private DateTimeOffset forgotAt = DateTimeOffset.MinValue;

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        shards = [.. Enumerable.Range(0, WakeShard.Count).Where(s => s % options.Value.Partitions == Partition).Select(s => (short)s)];
        timer = this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.Period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        GrainsTelemetry.PartitionEnded(Partition);
        return Task.CompletedTask;
    }

    public Task Start() => this.RegisterOrUpdateReminder(Alarm, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    public Task Poke()
    {
        timer!.Change(TimeSpan.Zero, options.Value.Period);
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            while (await WakeNumbers(cancellation) >= options.Value.Batch)
            {
                // More is due than one batch holds: go on at once.
            }

            await PokeLanes(cancellation);
            await batches.Poke(Partition, options.Value.Partitions, cancellation);
            await Forget(cancellation);
        }
        catch (LedgerException fault)
        {
            LogCannotLook(log, Partition, fault.Message);
        }
    }

    private async Task<int> WakeNumbers(CancellationToken cancellation)
    {
        var now = clock.Now();
        foreach (var (number, until) in steppedBack)
        {
            if (until <= now)
            {
                steppedBack.Remove(number);
            }
        }

        var due = await ledger.ReadDue(shards, now, options.Value.Batch + steppedBack.Count, cancellation);
        GrainsTelemetry.Looked(Partition, due.Count > 0 ? now - due[0].WakeAt : TimeSpan.Zero, steppedBack.Count);
        var awake = due.Where(d => !steppedBack.ContainsKey(d.Number)).ToArray();
        foreach (var group in awake.Chunk(options.Value.Parallelism))
        {
            await Task.WhenAll(group.Select(d => Wake(d.Number, now)));
        }

        return awake.Length;
    }

    private async Task Wake(string number, DateTimeOffset now)
    {
        try
        {
            await GrainFactory.GetGrain<INumberGrain>(number).Wake();
            GrainsTelemetry.Woke(well: true);
        }
        catch (Exception fault)
        {
            steppedBack[number] = now + (fault is NumberStuckException ? StuckStepBack : StepBack);
            GrainsTelemetry.Woke(well: false);
            LogCannotWake(log, Domain.Numbers.PhoneNumber.Mask(number), fault.GetType().Name);
        }
    }

    private async Task PokeLanes(CancellationToken cancellation)
    {
        foreach (var lane in await ledger.ReadDueLanes(shards, clock.Now(), 10_000, cancellation))
        {
            await GrainFactory.GetGrain<IDeliveryLaneGrain>(lane).Poke();
        }
    }

    /// <summary>What is kept for a time only, looked at once an hour by the first partition.</summary>
    private async Task Forget(CancellationToken cancellation)
    {
        var now = clock.Now();
        if (Partition != 0 || now < forgotAt + TimeSpan.FromHours(1))
        {
            return;
        }

        forgotAt = now;
        while (await oblivion.Forget(now, cancellation) || await batches.Forget(cancellation))
        {
            // Small bites, so that no transaction is long.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Number {Number} could not be woken ({Fault}); it is tried again shortly")]
    private static partial void LogCannotWake(ILogger log, string number, string fault);

    [LoggerMessage(2, LogLevel.Warning, "Wake partition {Partition} cannot read the ledger: {Fault}")]
    private static partial void LogCannotLook(ILogger log, int partition, string fault);
}
