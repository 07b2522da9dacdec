using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Access;

/// <summary>Slows down guessing: an address whose token requests keep failing gets 429 for a while. Successful requests cost nothing.</summary>
internal sealed class TokenThrottle(IOptions<AccessOptions> access) : IMiddleware, IDisposable
{
    private const long LargestRequest = 16 * 1024;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AddressBudget failures = new(access.Value.FailedTokensPerMinute, Window);

    public void Dispose() => failures.Dispose();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestRequest;
        if (failures.IsSpent(context))
        {
            context.Response.Headers.RetryIn(Window);
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
        if (context.Response.StatusCode is >= 400 and < 500) failures.Spend(context);
        return Task.CompletedTask;
    }
}
