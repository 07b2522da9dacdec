using RecycledNumbers.Api.Checks;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Camara.NumberRecycling;

/// <summary>number-recycling v0.2: has the subscriber changed since a day? The same rule, and the same desk, as <c>POST /v1/checks</c>.</summary>
internal static class NumberRecyclingEndpoints
{
    internal static void MapNumberRecycling(this IEndpointRouteBuilder routes) =>
        routes.MapGroup(CamaraPaths.NumberRecycling).MapPost("/check", Check).AsCamara(CamaraScopes.NumberRecyclingCheck);

    private static async Task<IResult> Check(CheckBody body, CamaraSubject subject, CheckDesk desk, CancellationToken cancellation)
    {
        if (!subject.TryIdentify(body.PhoneNumber, out var number, out var error)) return new CamaraProblem(error);

        var today = subject.Today(number);
        var isFuture = body.SpecifiedDate > today;
        var answer = await desk.Answer(new CheckRequest(number, isFuture ? today : body.SpecifiedDate), cancellation);
        if (answer == "no_data") return new CamaraProblem(await WhyNot(desk, number, today, cancellation));
        return isFuture ? new CamaraProblem(CamaraError.FutureDate) : TypedResults.Ok(new CheckInfo(answer == "yes"));
    }

    // A number that has no answer for today is not known at all.
    private static async Task<CamaraError> WhyNot(CheckDesk desk, PhoneNumber number, DateOnly today, CancellationToken cancellation) =>
        await desk.Answer(new CheckRequest(number, today), cancellation) == "no_data" ? CamaraError.UnknownNumber : CamaraError.NotCovered;

    private sealed record CheckBody(DateOnly SpecifiedDate, SchemaNumber? PhoneNumber = null);

    private sealed record CheckInfo(bool PhoneNumberRecycled);
}
