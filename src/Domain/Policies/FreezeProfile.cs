using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Policies;

/// <summary>A country's legal minimum rest, as data (<c>freeze-profiles.json</c>).</summary>
/// <param name="Country">ISO 3166-1 alpha-2, or <c>ZZ</c> for the default of 90 days.</param>
/// <param name="Days">Days that a residential number rests at least.</param>
/// <param name="BusinessDays">Days that a business number rests at least.</param>
/// <param name="NuisanceDays">Days after nuisance calls, where the country asks for more.</param>
/// <param name="TimeZone">IANA time zone in which the country's days are counted.</param>
/// <param name="Source">The rule it comes from.</param>
public sealed record FreezeProfile(string Country, int Days, int BusinessDays, int? NuisanceDays, string TimeZone, string Source)
{
    /// <summary>What holds where no country's profile does.</summary>
    public static readonly FreezeProfile Default = new("ZZ", 90, 90, null, "UTC", "domain.md: default 90 days");

    private static readonly FrozenDictionary<string, FreezeProfile> ByCountry = Read();

    /// <summary>All profiles.</summary>
    public static IEnumerable<FreezeProfile> All => ByCountry.Values;

    /// <summary>The profile of a country.</summary>
    public static FreezeProfile Of(string country) => ByCountry.GetValueOrDefault(country, Default);

    /// <summary>The legal minimum in days.</summary>
    public int MinimumDays(Usage usage, bool nuisance) =>
        Math.Max(usage == Usage.Business ? BusinessDays : Days, nuisance ? NuisanceDays ?? 0 : 0);

    /// <summary>The calendar day of an instant in this country.</summary>
    public DateOnly DayOf(DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);

    /// <summary>The month of an instant in this country, <c>YYYY-MM</c>: as near as anybody is told.</summary>
    public string MonthOf(DateTimeOffset at) => Month(DayOf(at));

    /// <summary>The month of a day, <c>YYYY-MM</c>.</summary>
    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The instant at which a calendar day begins in this country.</summary>
    public DateTimeOffset StartOf(DateOnly day) => WorkingDays.StartOf(day, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    private static FrozenDictionary<string, FreezeProfile> Read()
    {
        using var data = typeof(FreezeProfile).Assembly.GetManifestResourceStream("freeze-profiles.json")!;
        return JsonSerializer.Deserialize<FreezeProfile[]>(data, JsonSerializerOptions.Web)!.ToFrozenDictionary(p => p.Country);
    }
}
