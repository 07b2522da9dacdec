using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Camara;

/// <summary><c>x-correlator</c>: every answer carries the request's own, or a new UUID where it sent none that may be sent.</summary>
internal static partial class Correlator
{
    internal const string Header = "x-correlator";

    /// <summary>Marks every answer on CAMARA's paths, those of the framework and of faults too.</summary>
    internal static void UseCorrelator(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        // On starting, because an exception clears what was set earlier.
        if (CamaraPaths.Cover(context)) context.Response.OnStarting(Set, context);
        return next(context);
    });

    /// <summary>Refuses a request whose correlator is none. After its body was read, as its other flaws of form are.</summary>
    internal static ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsFit(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(new CamaraProblem(CamaraError.InvalidCorrelator));

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        // What does not fit is not sent back: it is a stranger's text.
        context.Response.Headers[Header] = IsFit(context) && context.Request.Headers[Header] is [{ } own] ? own : Guid.NewGuid().ToString();
        return Task.CompletedTask;
    }

    private static bool IsFit(HttpContext context) => context.Request.Headers[Header] switch
    {
        [] => true,
        [{ } only] => Shape().IsMatch(only),
        _ => false,
    };

    // The published pattern ^[a-zA-Z0-9-_:;.\/<>{}]{0,256}$, in which the hyphen stands for itself; ECMAScript's $ does not match before a line feed.
    [GeneratedRegex(@"\A[a-zA-Z0-9_:;./<>{}-]{0,256}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
