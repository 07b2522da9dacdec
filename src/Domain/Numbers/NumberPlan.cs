using System.Collections.Concurrent;
using System.Globalization;
using PhoneNumbers;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>
/// What the world's number plan says of a number, remembered for all that differ from it in the last four digits only: of numbers of ten digits and more neither
/// country nor possible lengths divide within those. Asking the plan itself costs more than answering a check.
/// </summary>
internal static class NumberPlan
{
    /// <summary>Most that is remembered, some 100 bytes each; beyond it the table is begun anew.</summary>
    private const int Most = 250_000;

    private static ConcurrentDictionary<long, string?> countries = new();

    private const int Long = 10;

    /// <summary>Country of E.164 text, ISO 3166-1 alpha-2, <c>ZZ</c> where the plan does not tell, or null: no such number is possible.</summary>
    public static string? CountryOf(string number)
    {
        if (number.Length <= Long)
        {
            return Ask(number);
        }

        var known = countries;
        var prefix = long.Parse(number.AsSpan(1, number.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture);
        if (known.TryGetValue(prefix, out var country))
        {
            return country;
        }

        if (known.Count >= Most)
        {
            countries = known = new();
        }

        return known.GetOrAdd(prefix, static (_, number) => Ask(number), string.Concat(number.AsSpan(0, number.Length - 4), "0000"));
    }

    private static string? Ask(string number)
    {
        var plan = PhoneNumberUtil.GetInstance();
        try
        {
            var parsed = plan.Parse(number, null);
            return plan.IsPossibleNumber(parsed) ? plan.GetRegionCodeForNumber(parsed) ?? plan.GetRegionCodeForCountryCode(parsed.CountryCode) ?? "ZZ" : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
