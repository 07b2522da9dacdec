using System.Net;
using System.Threading.RateLimiting;

namespace RecycledNumbers.Api.Access;

/// <summary>So much for each client address (IPv6: each /64) in a window of time, on each gateway; 0 is no limit.</summary>
internal sealed class AddressBudget(int most, TimeSpan window) : IDisposable
{
    // A window, not a token bucket: a bucket refills by fractions, and asking it for nothing succeeds as soon as it holds a thousandth.
    private readonly PartitionedRateLimiter<HttpContext>? limiter = most == 0 ? null : PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetFixedWindowLimiter(ClientNetwork.Of(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window, QueueLimit = 0 }));

    /// <summary>Spends one; false: there was none left.</summary>
    internal bool Spend(HttpContext context)
    {
        using var lease = limiter?.AttemptAcquire(context);
        return lease is not { IsAcquired: false };
    }

    /// <summary>Whether none is left.</summary>
    internal bool IsSpent(HttpContext context)
    {
        using var lease = limiter?.AttemptAcquire(context, permitCount: 0);
        return lease is { IsAcquired: false };
    }

    public void Dispose() => limiter?.Dispose();
}
