namespace RecycledNumbers.Ledger.Dialects;

/// <summary>Every database keeps instants to the microsecond, cut and not rounded, so that what was written compares equal to what is read.</summary>
internal static class Microseconds
{
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToInstant(long microseconds) => new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
