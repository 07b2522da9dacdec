using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Requests;

namespace RecycledNumbers.Api.DevClock;

/// <summary>The simulated clock: ninety days pass in a second. In Development only, and only where a simulated clock was registered; no token, no Idempotency-Key.</summary>
internal static class ClockEndpoints
{
    internal static void MapClock(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || app.Services.GetService<IClockControl>() is null) return;
        var clock = app.MapGroup("/dev/clock").AllowAnonymous().ExcludeFromDescription().WithValidBodies();
        clock.MapGet("", Read);
        clock.MapPost("", Advance);
    }

    private static Ok<ClockAnswer> Read([FromServices] IClockControl clock) => TypedResults.Ok(new ClockAnswer(clock.Now));

    private static async Task<Ok<ClockAnswer>> Advance(ClockRequest body, [FromServices] IClockControl clock) => TypedResults.Ok(new ClockAnswer(await clock.Advance(body.Advance)));
}

/// <param name="Advance">How far, <c>d.hh:mm:ss</c>.</param>
internal sealed record ClockRequest(TimeSpan Advance) : IRequestBody
{
    string? IRequestBody.Flaw() => Advance <= TimeSpan.Zero || Advance > TimeSpan.FromDays(3650) ? "advance: give more than 0 and at most 3650.00:00:00." : null;
}

/// <summary>The simulated instant.</summary>
internal sealed record ClockAnswer(DateTimeOffset Now);
