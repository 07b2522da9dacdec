namespace RecycledNumbers.Api.Commands;

/// <summary>A read that met a silo on its way down (or a moment of the database) is made again, within the bounds of <see cref="Attempts"/>: it changes nothing, so a repeat costs nothing.</summary>
internal sealed class ReadAgain(Attempts attempts) : IMiddleware
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        HttpMethods.IsGet(context.Request.Method) ? attempts.Run(() => next(context), () => !context.Response.HasStarted, context.RequestAborted) : next(context);
}
