namespace RecycledNumbers.Domain.Policies;

/// <summary>Deadlines in working days: Monday to Friday in a time zone. Public holidays are not known here.</summary>
public static class WorkingDays
{
    /// <summary>The end of the n-th working day after the local day of an instant.</summary>
    public static DateTimeOffset EndOfNth(DateTimeOffset from, int days, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                left--;
            }
        }

        return StartOf(day.AddDays(1), zone);
    }

    /// <summary>The instant at which a local day begins; where a clock change skips midnight, the first instant after it, and where one repeats it, the first of the two.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
