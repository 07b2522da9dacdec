using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries;

/// <summary>When to try again, and when to give up.</summary>
internal static class RetrySchedule
{
    private const int FairAttempts = 3;
    private static readonly TimeSpan ShortestAsked = TimeSpan.FromSeconds(1);

    /// <summary>What an attempt that failed leaves to record.</summary>
    /// <param name="delivery">As it was before.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="options">Limits.</param>
    /// <param name="now">The instant.</param>
    /// <param name="jitter">0 to 1.</param>
    public static DeliveryAttempt After(DeliveryRow delivery, SendResult result, WebhookOptions options, DateTimeOffset now, double jitter)
    {
        var attempts = delivery.Attempts + 1;
        var old = attempts >= FairAttempts && now - delivery.CreatedAt >= options.GiveUpAfter;
        return result.Gone || attempts >= options.MostAttempts || old
            ? new DeliveryAttempt(delivery.Id, DeliveryState.Dead, attempts, delivery.NextAttempt, result.Status, result.Error)
            : new DeliveryAttempt(delivery.Id, DeliveryState.Open, attempts, now + Wait(attempts, result, options, jitter), result.Status, result.Error);
    }

    /// <summary>What a receiver may ask for: at least a second, at most the longest retry.</summary>
    public static TimeSpan? Asked(SendResult result, WebhookOptions options) =>
        result.RetryAfter is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, ShortestAsked.Ticks, options.LongestRetry.Ticks)) : null;

    /// <summary>Exponential, with full jitter: anything between now and the ceiling, so that what failed together does not come back together.</summary>
    public static TimeSpan Backoff(int attempts, WebhookOptions options, double jitter) =>
        jitter * TimeSpan.FromSeconds(Math.Min(options.LongestRetry.TotalSeconds, options.FirstRetry.TotalSeconds * Math.Pow(options.RetryGrowth, attempts - 1)));

    // What was asked for is kept in full; the jitter comes on top.
    private static TimeSpan Wait(int attempts, SendResult result, WebhookOptions options, double jitter) =>
        Asked(result, options) is { } asked ? asked + (jitter * 0.1 * asked) : Backoff(attempts, options, jitter);
}
