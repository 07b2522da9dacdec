using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Figures;

/// <summary>Section <c>Metrics</c>, as far as the grains read it.</summary>
public sealed class MetricsOptions
{
    /// <summary>How often each silo counts what waits in the ledger, 1 s–1 h. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LedgerPeriod { get; set; } = TimeSpan.FromSeconds(30);
}
