using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Requests;

/// <summary>A path whose number is no number is refused before anything else of the request is looked at: binding would read the body first.</summary>
internal sealed class PathNumbers : IMiddleware
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint() is not null && context.GetRouteValue("number") is string text && !PhoneNumber.TryParse(text, out _)
            ? throw new ApiException(ApiErrors.InvalidNumber)
            : next(context);
}
