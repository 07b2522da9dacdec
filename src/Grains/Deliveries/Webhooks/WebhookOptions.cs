using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Deliveries.Webhooks;

/// <summary>How webhooks are sent. Section <c>Webhooks</c>; read once, at start.</summary>
public sealed record WebhookOptions
{
    /// <summary>The events' <c>source</c>: an absolute URI that names this registry. Default <c>urn:recycled-numbers</c>.</summary>
    [Required]
    public Uri Source { get; init; } = new("urn:recycled-numbers");

    /// <summary>Development only: webhooks may be on loopback, with plain http. Everything else inside stays refused. Default false.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Time for one attempt, from name resolution to the response's headers. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait before the first retry. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much longer each next wait may be. Default 2.</summary>
    [Range(1.0, 10.0)]
    public double RetryGrowth { get; init; } = 2;

    /// <summary>Longest wait between two attempts, and the most of a <c>Retry-After</c> that is honoured. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Attempts after which a delivery is dead. Default 12.</summary>
    [Range(1, 100)]
    public int MostAttempts { get; init; } = 12;

    /// <summary>Age at which a delivery that fails is dead; it has had three attempts by then, so that one replayed or parked late has its chance. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Different deliveries that must fail in a row before a lane's circuit opens. Default 5.</summary>
    [Range(1, 100)]
    public int CircuitFailures { get; init; } = 5;

    /// <summary>How long the circuit stays open the first time; each failed probe doubles it. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CircuitBreak { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time between two probes. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestBreak { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests under way at once per lane. Default 16.</summary>
    [Range(1, 256)]
    public int Parallelism { get; init; } = 16;

    /// <summary>Deliveries that a lane takes at once, and the most in one batch. Default 100.</summary>
    [Range(1, 1000)]
    public int MostPerRound { get; init; } = 100;
}
