using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tests.Disclosures;

public sealed class DisclosureRulesTests
{
    [Fact]
    public void What_a_buyer_is_told_is_on_record_without_the_buyers_code()
    {
        var story = Story.SecondHand().Do(Cmcc.GiveDisclosure("K3QF9X2M7TBD0VWE64R1"));

        var given = story.Events.OfType<DisclosureGiven>().ShouldHaveSingleItem();
        given.Told.ShouldBeEquivalentTo(story.Disclosure);
        given.Reference.ShouldNotContain("K3QF");
        (story.Answer.Given!.Code, story.Answer.Given.At, story.Answer.Disclosure).ShouldBe(("K3QF9X2M7TBD0VWE64R1", story.Now, story.Answer.Disclosure));
        story.Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public void A_number_can_be_disclosed_before_it_is_sold()
    {
        var story = Story.Clearing().Pass(days: 120).Do(Cmcc.GiveDisclosure());

        story.Answer.Disclosure!.EarlierTenures.ShouldBe(1);
    }

    [Fact]
    public void A_number_that_rests_is_not_for_sale() => Story.Clearing().Try(Cmcc.GiveDisclosure()).Refusal.ShouldBe(Refusal.Frozen);

    [Fact]
    public void Another_carrier_has_nothing_to_tell() => Story.SecondHand().Try(Unicom.GiveDisclosure()).Refusal.ShouldBe(Refusal.NotFound);

    [Fact]
    public void Nobody_but_a_carrier_tells() => Story.SecondHand().Try(Cmcc.GiveDisclosure() with { Actor = WeChat.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
}
