using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Policies;

public sealed class FreezeProfileTests
{
    [Fact]
    public void Every_profile_names_its_source_and_a_time_zone_that_exists() =>
        FreezeProfile.All.ShouldAllBe(p => p.Source.Length > 0 && p.Days >= 45 && p.BusinessDays >= p.Days && TimeZoneInfo.FindSystemTimeZoneById(p.TimeZone) != null);

    [Fact]
    public void A_country_without_a_profile_has_the_default() => FreezeProfile.Of("XX").ShouldBe(FreezeProfile.Default);

    [Fact]
    public void A_day_is_counted_where_the_number_is() =>
        FreezeProfile.Of("AU").DayOf(new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 3, 2));
}
