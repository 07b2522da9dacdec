using Orleans.Concurrency;

namespace RecycledNumbers.Contracts.Batches;

/// <summary>A batch that is being worked through. Key: its id. It holds nothing: what is left to do stands in the ledger, and the wake partitions look there.</summary>
[Alias("rn.IBatchGrain")]
public interface IBatchGrain : IGrainWithStringKey
{
    /// <summary>There may be something left. Returns at once.</summary>
    [Alias("Poke"), OneWay, AlwaysInterleave] Task Poke();
}

/// <summary>A lane of a batch: its chunks, one after the other. Key: batch id, slash, lane. Lanes lie on any silo.</summary>
[Alias("rn.IBatchLaneGrain")]
public interface IBatchLaneGrain : IGrainWithStringKey
{
    /// <summary>There may be something left. Returns at once.</summary>
    [Alias("Poke"), OneWay, AlwaysInterleave] Task Poke();
}
