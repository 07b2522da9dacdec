using System.Globalization;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>What a credential says instead of a telephone number: "its holder has held it since before a month", to one platform, about a subject that no other platform knows.</summary>
public static class TenureCredential
{
    /// <summary>
    /// The subject: <c>ts_</c> and 32 characters of base64url (192 bits of HMAC-SHA-256, RFC 2104). The same for one platform and tenure each time; two platforms can't compare theirs, and it is
    /// no tenure token, which a platform could get for any number by registering an account on it.
    /// </summary>
    public static string SubjectOf(ReadOnlySpan<byte> key, string platform, string number, int generation) =>
        "ts_" + KeyedHash.Of(key, $"{platform}\n{number}\n{generation}", bytes: 24);

    /// <summary>The month before which the holder has held the number.</summary>
    /// <param name="since">When the tenure began.</param>
    /// <param name="asked">A month, <c>YYYY-MM</c>, that the holder would rather name than the earliest that is true, so as not to tell when the tenure began; or null.</param>
    /// <param name="country">The number's country, whose months they are.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The month; or TenureTooShort where the tenure began in or after it, DateOutOfRange where it is no month or begins only after the next one has.</returns>
    public static (string? Month, Refusal? Refusal) MonthOf(DateTimeOffset since, string? asked, FreezeProfile country, DateTimeOffset now)
    {
        var earliest = Next(country.DayOf(since));
        if (asked is null)
        {
            return (FreezeProfile.Month(earliest), null);
        }

        if (!DateOnly.TryParseExact(asked + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) || month > Next(country.DayOf(now)))
        {
            return (null, Refusal.DateOutOfRange);
        }

        return month < earliest ? (null, Refusal.TenureTooShort) : (FreezeProfile.Month(month), null);
    }

    private static DateOnly Next(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(1);
}
