namespace RecycledNumbers.Api.DevClock;

/// <summary>The simulated clock as <c>/dev/clock</c> moves it. Registered in Development only: where it is not, the route does not exist.</summary>
public interface IClockControl
{
    /// <summary>The simulated instant.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Moves the clock forward, for every process of the registry, and returns the new instant.</summary>
    Task<DateTimeOffset> Advance(TimeSpan by);
}
