using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Figures;

/// <summary>Section <c>Metrics</c>, as far as the grains read it.</summary>
public sealed class MetricsOptions
{
    /// <summary>How often each silo counts what waits in the ledger, 1 s–1 h. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LedgerPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the figures of the operators' pages are kept, 1 s–10 min; one that takes long to count is kept less often. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepPeriod { get; set; } = TimeSpan.FromSeconds(5);
}
