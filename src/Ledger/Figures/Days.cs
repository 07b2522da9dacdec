namespace RecycledNumbers.Ledger.Figures;

/// <summary>Days as whole numbers since 1970-01-01: every database counts and compares them alike.</summary>
public static class Days
{
    internal static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day of an instant, UTC.</summary>
    public static int Of(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).DayNumber - Epoch;

    /// <summary>The date of a day.</summary>
    public static DateOnly Date(int day) => DateOnly.FromDayNumber(day + Epoch);
}
