using Orleans.Concurrency;

namespace RecycledNumbers.Contracts.Wakes;

/// <summary>Looks for what is due in its share of the wake shards and of the delivery lanes. Key: partition, 0 to P−1. One reminder keeps it awake; the ledger says what is due.</summary>
[Alias("rn.IWakeGrain")]
public interface IWakeGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that it is awake.</summary>
    [Alias("Start")] Task Start();

    /// <summary>Looks now instead of at the next tick, for example after the simulated clock was moved.</summary>
    [Alias("Poke"), OneWay] Task Poke();
}
