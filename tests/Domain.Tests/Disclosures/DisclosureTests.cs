using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Disclosures;

public sealed class DisclosureTests
{
    [Fact]
    public void A_number_that_is_new_has_nothing_to_disclose() => Story.New().Disclosure.SecondHand.ShouldBeFalse();

    [Fact]
    public void A_frozen_number_is_disclosed_as_its_next_owner_will_have_it()
    {
        var told = Story.Clearing().Disclosure;
        (told.SecondHand, told.EarlierTenures, told.LastEnded).ShouldBe((true, 1, "2026-03"));
    }

    [Fact]
    public void Accounts_are_counted_by_category()
    {
        var story = Story.Bound().Do(Didi.Bind("rider", category: "ride-hailing")).Do(Cmcc.Transfer("yue")).Do(Didi.Unbind("rider"));
        story.Disclosure.Cleared.ShouldBe([new("ride-hailing", 1)]);
        story.Disclosure.Residual.ShouldBe([new("other", 1)]);
    }

    [Fact]
    public void The_present_owners_accounts_are_not_counted() =>
        Story.SecondHand().Do(Didi.Bind("yue-rides")).Do(Didi.Unbind("yue-rides")).Disclosure.Cleared.ShouldBeEmpty();

    [Fact]
    public void A_category_is_the_platforms_where_the_account_names_none()
    {
        var story = Story.New().WithPlatform(WeChat, new PlatformPolicy { Category = "messaging" }).Do(Cmcc.Assign("zhou")).Do(WeChat.Bind("zhou88")).Do(Cmcc.Transfer("yue"));
        story.Disclosure.Residual.ShouldBe([new("messaging", 1)]);
    }

    [Fact]
    public void The_month_is_the_countrys()
    {
        var lastHour = new DateTimeOffset(2026, 3, 31, 17, 0, 0, TimeSpan.Zero);
        var story = Story.New().Do(Cmcc.Assign("zhou")).Pass((lastHour - Story.Start).TotalDays).Do(Cmcc.Transfer("yue"));
        story.Disclosure.LastEnded.ShouldBe("2026-04");
    }

    [Fact]
    public void A_reinstated_first_owner_has_no_second_hand_number() =>
        Story.Clearing().Do(Cmcc.Reinstate("zhou")).Disclosure.SecondHand.ShouldBeFalse();
}
