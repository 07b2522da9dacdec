using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.Holders;

/// <summary>Slows down whoever asks for codes to many numbers, or tries codes of many.</summary>
internal sealed class HolderBudget(IOptions<HolderOptions> options) : IDisposable
{
    /// <summary>How long a spent budget stays spent at most.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<HttpContext>? codes = Limit(options.Value.CodesPerAddress);
    private readonly PartitionedRateLimiter<HttpContext>? tries = Limit(options.Value.TriesPerAddress);

    /// <summary>Whether one more code may be asked for.</summary>
    internal bool MayAsk(HttpContext context) => Spend(codes, context);

    /// <summary>Whether one more code may be tried.</summary>
    internal bool MayTry(HttpContext context) => Spend(tries, context);

    public void Dispose()
    {
        codes?.Dispose();
        tries?.Dispose();
    }

    private static bool Spend(PartitionedRateLimiter<HttpContext>? limiter, HttpContext context)
    {
        using var lease = limiter?.AttemptAcquire(context);
        return lease is not { IsAcquired: false };
    }

    private static PartitionedRateLimiter<HttpContext>? Limit(int most) => most == 0 ? null : PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetFixedWindowLimiter(ClientNetwork.Of(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = Window, QueueLimit = 0 }));
}
