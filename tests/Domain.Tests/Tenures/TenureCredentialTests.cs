using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Domain.Tests.Tenures;

public sealed class TenureCredentialTests
{
    private static readonly FreezeProfile China = FreezeProfile.Of("CN");
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-02T02:00:00Z", "2026-04")]
    [InlineData("2026-03-31T15:59:59Z", "2026-04")]
    [InlineData("2026-03-31T16:00:00Z", "2026-05")]
    [InlineData("2025-12-31T16:00:00Z", "2026-02")]
    [InlineData("2026-11-25T11:00:00Z", "2026-12")]
    public void The_earliest_month_that_is_true_is_the_one_after_the_tenure_began_in_the_numbers_country(string since, string month) =>
        TenureCredential.MonthOf(At(since), asked: null, China, Now).ShouldBe((month, null));

    [Theory]
    [InlineData("2026-04", null)]
    [InlineData("2026-09", null)]
    [InlineData("2026-12", null)]
    [InlineData("2026-03", Refusal.TenureTooShort)]
    [InlineData("1999-01", Refusal.TenureTooShort)]
    [InlineData("2027-01", Refusal.DateOutOfRange)]
    [InlineData("2026-13", Refusal.DateOutOfRange)]
    [InlineData("soon", Refusal.DateOutOfRange)]
    public void A_holder_may_name_a_later_month_and_no_untrue_one(string asked, Refusal? refusal) =>
        TenureCredential.MonthOf(At("2026-03-02T02:00:00Z"), asked, China, Now).ShouldBe((refusal is null ? asked : null, refusal));

    [Fact]
    public void A_subject_is_one_platforms_one_numbers_and_one_tenures_and_no_tenure_token()
    {
        var key = new byte[32];
        string Subject(string platform, string number, int generation) => TenureCredential.SubjectOf(key, platform, number, generation);
        var one = Subject("ride", Story.Self, 1);

        one.ShouldMatch("^ts_[A-Za-z0-9_-]{32}$");
        Subject("ride", Story.Self, 1).ShouldBe(one);
        new[] { one, Subject("bank", Story.Self, 1), Subject("ride", Story.Elsewhere, 1), Subject("ride", Story.Self, 2) }.Distinct().Count().ShouldBe(4);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
