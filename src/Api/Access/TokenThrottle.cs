using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Access;

/// <summary>Slows down guessing: an address whose token requests keep failing gets 429 for a while. Successful requests cost nothing.</summary>
internal sealed class TokenThrottle(IOptions<AccessOptions> access) : IMiddleware, IDisposable
{
    private const long LargestRequest = 16 * 1024;

    private readonly PartitionedRateLimiter<HttpContext>? failures = access.Value.FailedTokensPerMinute == 0
        ? null
        : PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetFixedWindowLimiter(ClientNetwork.Of(context.Connection.RemoteIpAddress), _ => Budget(access.Value.FailedTokensPerMinute)));

    public void Dispose() => failures?.Dispose();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestRequest;
        if (IsSpent(context))
        {
            context.Response.Headers.RetryAfter = "60";
            await ProblemWriter.Write(context, ApiErrors.TooManyRequests, "Too many failed token requests from this address.");
            return;
        }

        // Counted before the answer leaves: whoever has it in hand has already paid for it.
        context.Response.OnStarting(Count, context);
        await next(context);
    }

    private Task Count(object state)
    {
        var context = (HttpContext)state;
        if (context.Response.StatusCode is >= 400 and < 500) failures?.AttemptAcquire(context).Dispose();
        return Task.CompletedTask;
    }

    private bool IsSpent(HttpContext context)
    {
        using var lease = failures?.AttemptAcquire(context, permitCount: 0);
        return lease is { IsAcquired: false };
    }

    // A window, not a token bucket: a bucket refills by fractions, and asking it for nothing succeeds as soon as it holds a thousandth.
    private static FixedWindowRateLimiterOptions Budget(int perMinute) => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 };
}
