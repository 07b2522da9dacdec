using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Camara.CallForwardingSignal;

/// <summary>call-forwarding-signal v0.4: whether a number forwards its calls, and when. Never where to.</summary>
internal static class CallForwardingEndpoints
{
    private static readonly string[] Inactive = ["inactive"];

    internal static void MapCallForwardingSignal(this IEndpointRouteBuilder routes)
    {
        var signal = routes.MapGroup(CamaraPaths.CallForwardingSignal);
        signal.MapPost("/unconditional-call-forwardings", ReadUnconditional).AsCamara(CamaraScopes.UnconditionalCallForwardingsRead);
        signal.MapPost("/call-forwardings", ReadAll).AsCamara(CamaraScopes.CallForwardingsRead);
    }

    private static Task<IResult> ReadUnconditional(SignalBody body, CamaraSubject subject, CancellationToken cancellation) =>
        Read(body, subject, static state => TypedResults.Ok(new UnconditionalSignal(state.Forwarding.Any(static f => f.Kind == ForwardingKind.Unconditional))), cancellation);

    private static Task<IResult> ReadAll(SignalBody body, CamaraSubject subject, CancellationToken cancellation) =>
        Read(body, subject, static state => TypedResults.Ok(state.Forwarding.IsEmpty ? Inactive : [.. state.Forwarding.Select(static f => f.Kind).Distinct().Order().Select(NameOf)]), cancellation);

    private static async Task<IResult> Read(SignalBody body, CamaraSubject subject, Func<NumberState, IResult> shape, CancellationToken cancellation)
    {
        if (!subject.TryIdentify(body.PhoneNumber, out var number, out var error)) return new CamaraProblem(error);
        if (await subject.Load(number, cancellation) is not { } state) return new CamaraProblem(CamaraError.UnknownNumber);
        return state.Owned ? shape(state) : new CamaraProblem(CamaraError.NoSubscriber);
    }

    private static string NameOf(ForwardingKind kind) => kind switch
    {
        ForwardingKind.Unconditional => "unconditional",
        ForwardingKind.Busy => "conditional_busy",
        ForwardingKind.NoAnswer => "conditional_no_answer",
        ForwardingKind.NotReachable => "conditional_not_reachable",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    private sealed record SignalBody(SchemaNumber? PhoneNumber = null);

    private sealed record UnconditionalSignal(bool Active);
}
