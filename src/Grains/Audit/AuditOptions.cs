using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Audit;

/// <summary>Section <c>Audit</c>: how events come under signed roots.</summary>
public sealed class AuditOptions
{
    /// <summary>How old the newest root is before the next one is made, where there are new events: 1 s–1 h. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
