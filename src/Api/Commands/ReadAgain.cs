namespace RecycledNumbers.Api.Commands;

/// <summary>A read that met a silo on its way down (or a moment of the database) is made again, within the bounds of <see cref="Attempts"/>: it changes nothing, so a repeat costs nothing.</summary>
/// <remarks>The call is never left running beside its repeat: what ends a call that hangs is the grain response timeout.</remarks>
internal sealed class ReadAgain(TimeProvider time) : IMiddleware
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await next(context);
            return;
        }

        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await next(context);
                return;
            }
            catch (Exception fault) when (InDoubt.Is(fault) && !context.Response.HasStarted && attempt < Attempts.Most && time.GetElapsedTime(started) + (Pause * attempt) < Attempts.Patience)
            {
                await Task.Delay(Pause * attempt, time, context.RequestAborted);
            }
        }
    }
}
