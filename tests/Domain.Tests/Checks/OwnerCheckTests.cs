using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Domain.Tests.Checks;

public sealed class OwnerCheckTests
{
    private static readonly byte[] Key = new byte[32];

    [Theory]
    [InlineData("2026-03-01", CheckAnswer.NoData)]
    [InlineData("2026-03-02", CheckAnswer.Yes)]
    [InlineData("2026-07-12", CheckAnswer.Yes)]
    [InlineData("2026-07-13", CheckAnswer.No)]
    [InlineData("2026-07-14", CheckAnswer.No)]
    public void A_second_hand_number_answers_by_date(string date, CheckAnswer answer) =>
        ByDate(Story.SecondHand(), date).ShouldBe(answer);

    [Fact]
    public void The_owner_of_a_suspended_number_is_the_same() =>
        ByDate(Story.Bound().Do(Cmcc.Suspend()), "2026-03-10").ShouldBe(CheckAnswer.No);

    [Fact]
    public void A_frozen_number_has_no_owner_on_any_day() =>
        ByDate(Story.Bound().Do(Cmcc.Deactivate()), "2026-03-02").ShouldBe(CheckAnswer.Yes);

    [Fact]
    public void An_available_number_has_no_owner() => ByDate(Story.Clearing().Pass(days: 120), "2026-03-05").ShouldBe(CheckAnswer.Yes);

    [Fact]
    public void A_reinstated_owner_is_the_same_as_before() =>
        ByDate(Story.Clearing().Do(Cmcc.Reinstate("zhou")), "2026-03-02").ShouldBe(CheckAnswer.No);

    [Fact]
    public void A_ported_number_has_the_same_owner() => ByDate(Story.Bound().Do(Cmcc.Port("unicom")), "2026-03-02").ShouldBe(CheckAnswer.No);

    [Fact]
    public void A_number_that_is_not_known_has_no_data()
    {
        OwnerCheck.ByDate(null, new DateOnly(2026, 3, 2), FreezeProfile.Default).ShouldBe(CheckAnswer.NoData);
        ByDate(Story.New(), "2026-03-02").ShouldBe(CheckAnswer.NoData);
    }

    [Theory]
    [InlineData("CN", "2026-03-02")]
    [InlineData("US", "2026-03-01")]
    public void The_day_is_the_countrys(string country, string firstDay)
    {
        var story = Story.New(country: country).Do(Cmcc.Assign("zhou"));
        (ByDate(story, firstDay), ByDate(story, DateOnly.Parse(firstDay).AddDays(-1).ToString("O"))).ShouldBe((CheckAnswer.No, CheckAnswer.NoData));
    }

    [Fact]
    public void The_token_of_the_present_tenure_answers_no() => ByToken(Story.SecondHand(), 2).ShouldBe(CheckAnswer.No);

    [Fact]
    public void The_token_of_an_earlier_tenure_answers_yes() => ByToken(Story.SecondHand(), 1).ShouldBe(CheckAnswer.Yes);

    [Fact]
    public void The_token_of_a_frozen_number_answers_yes() => ByToken(Story.Clearing(), 1).ShouldBe(CheckAnswer.Yes);

    [Fact]
    public void Another_platforms_token_says_nothing() =>
        OwnerCheck.ByToken(Story.SecondHand().State, "didi", TenureToken.Compute(Key, "wechat", Story.Self, 1), Key).ShouldBe(CheckAnswer.NoData);

    private static CheckAnswer ByDate(Story story, string date) => OwnerCheck.ByDate(story.State, DateOnly.Parse(date), story.Policies.Freeze);

    private static CheckAnswer ByToken(Story story, int generation) =>
        OwnerCheck.ByToken(story.State, "wechat", TenureToken.Compute(Key, "wechat", Story.Self, generation), Key);
}
