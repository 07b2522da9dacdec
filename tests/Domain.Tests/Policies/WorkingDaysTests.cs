using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Policies;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-03-02T02:00Z", 5, "Asia/Shanghai", "2026-03-09T16:00Z")]
    [InlineData("2026-03-06T02:00Z", 1, "Asia/Shanghai", "2026-03-09T16:00Z")]
    [InlineData("2026-03-07T02:00Z", 1, "Asia/Shanghai", "2026-03-09T16:00Z")]
    [InlineData("2026-03-08T15:59Z", 1, "Asia/Shanghai", "2026-03-09T16:00Z")]
    [InlineData("2026-03-08T16:00Z", 1, "Asia/Shanghai", "2026-03-10T16:00Z")]
    [InlineData("2026-03-05T15:00Z", 2, "America/New_York", "2026-03-10T04:00Z")]
    [InlineData("2026-10-30T15:00Z", 1, "America/New_York", "2026-11-03T05:00Z")]
    [InlineData("2026-03-27T15:00Z", 1, "Europe/Paris", "2026-03-30T22:00Z")]
    public void A_deadline_is_the_end_of_the_nth_working_day(string from, int days, string zone, string end) =>
        WorkingDays.EndOfNth(At(from), days, Zone(zone)).ShouldBe(At(end));

    [Theory]
    [InlineData("2026-03-08", "America/Havana", "2026-03-08T05:00Z")]
    [InlineData("2026-11-01", "America/Havana", "2026-11-01T04:00Z")]
    [InlineData("2026-11-02", "America/Havana", "2026-11-02T05:00Z")]
    [InlineData("2026-04-24", "Africa/Cairo", "2026-04-23T22:00Z")]
    public void A_day_begins_with_its_first_instant_whatever_the_clocks_do(string day, string zone, string start) =>
        WorkingDays.StartOf(DateOnly.Parse(day), Zone(zone)).ShouldBe(At(start));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
