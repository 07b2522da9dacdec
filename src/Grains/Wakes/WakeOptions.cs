using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Wakes;

/// <summary>How the registry looks for what is due.</summary>
public sealed class WakeOptions
{
    /// <summary>Partitions P, 1–256. Default 8. May be changed at any start: the 256 stored shards are dealt out anew.</summary>
    [Range(1, 256)]
    public int Partitions { get; set; } = 8;

    /// <summary>How often each partition looks, 50 ms–1 min. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Numbers taken at once, 1–5,000. Default 500.</summary>
    [Range(1, 5000)]
    public int Batch { get; set; } = 500;

    /// <summary>Numbers woken side by side, 1–256. Default 32.</summary>
    [Range(1, 256)]
    public int Parallelism { get; set; } = 32;
}
