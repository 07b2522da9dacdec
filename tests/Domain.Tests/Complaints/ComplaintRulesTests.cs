using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Complaints;

public sealed class ComplaintRulesTests
{
    [Fact]
    public void A_complaint_about_a_sender_is_the_carriers_case_with_a_deadline()
    {
        var story = Story.SecondHand().Do(Registry.Complain());

        story.Deliveries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.To.Text.ShouldBe("carrier:cmcc"), d => d.Kind.ShouldBe("complaint.opened"), d => d.Body.Complaint.ShouldBe("dunning"), d => d.Body.CaseId.ShouldBe(Mine(story).Id),
            d => d.Body.Deadline.ShouldBe(WorkingDays.EndOfNth(story.Now, 5, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))));
        Mine(story).WithCarrier.ShouldBeTrue();
    }

    [Fact]
    public void A_complaint_about_a_category_goes_to_the_one_platform_that_still_has_an_account_from_before()
    {
        var story = Story.SecondHand().Do(Registry.Complain("other"));

        story.Deliveries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.To.Text.ShouldBe("platform:wechat"), d => d.Body.Account.ShouldBe("zhou88"), d => d.Generation.ShouldBe(1));
        Mine(story).WithCarrier.ShouldBeFalse();
    }

    [Fact]
    public void Where_several_platforms_may_be_meant_or_none_has_an_account_from_before_it_goes_to_the_carrier()
    {
        var two = Story.New().Do(Cmcc.Assign("zhou")).Pass(days: 1).Do(WeChat.Bind("zhou88")).Do(Didi.Bind("zhou-rides")).Do(Cmcc.Deactivate()).Pass(days: 150).Do(Cmcc.Assign("yue"));
        two.Do(Registry.Complain("other")).Deliveries.Single().To.Text.ShouldBe("carrier:cmcc");

        var none = Story.SecondHand().Do(Didi.Bind("yue-rides", category: "ride-hailing"));
        none.Do(Registry.Complain("ride-hailing")).Deliveries.Single().To.Text.ShouldBe("carrier:cmcc");
    }

    [Fact]
    public void What_a_platform_leaves_unanswered_goes_to_the_carrier()
    {
        var story = Story.SecondHand().Do(Registry.Complain("other")).Pass(days: 8);

        story.Deliveries.Single(d => d.Kind == "complaint.opened").ShouldSatisfyAllConditions(d => d.To.Text.ShouldBe("carrier:cmcc"), d => d.Body.Account.ShouldBeNull(), d => d.Body.Deadline!.Value.ShouldBeGreaterThan(story.Now));
        story.Try(WeChat.Close(Mine(story).Id)).Refusal.ShouldBe(Refusal.NotFound);
        story.Do(Cmcc.Close(Mine(story).Id));
    }

    [Fact]
    public void It_is_closed_by_its_party_once_with_an_outcome_and_a_reason()
    {
        var story = Story.SecondHand().Do(Registry.Complain());
        var id = Mine(story).Id;
        story.Try(Unicom.Close(id)).Refusal.ShouldBe(Refusal.NotFound);
        story.Try(WeChat.Close(id)).Refusal.ShouldBe(Refusal.NotFound);
        story.Try(Cmcc.Close(id, reason: " ")).Refusal.ShouldBe(Refusal.ReasonRequired);
        story.Do(Cmcc.Close(id, ComplaintOutcome.NothingFound));

        Mine(story).ShouldSatisfyAllConditions(c => c.Outcome.ShouldBe(ComplaintOutcome.NothingFound), c => c.ClosedAt.ShouldBe(story.Now), c => c.Words.ShouldBeNull());
        story.Try(Cmcc.Close(id)).Refusal.ShouldBe(Refusal.CaseClosed);
    }

    [Fact]
    public void What_the_holder_wrote_is_in_no_event_and_no_delivery_and_goes_with_the_complaint()
    {
        var story = Story.SecondHand().Do(Registry.Complain(words: "sealed words"));
        story.Events.ShouldNotContain(e => e.ToString().Contains("sealed words", StringComparison.Ordinal));
        story.Deliveries.ShouldNotContain(d => d.ToString().Contains("sealed words", StringComparison.Ordinal));
        story.Answer.Cases!.Complaints.Single().Words.ShouldBeNull();
        Mine(story).Words.ShouldBe("sealed words");
        story.Do(Cmcc.Deactivate()).State.Complaints.ShouldAllBe(c => c.Words == null);
    }

    [Fact]
    public void Ten_thousand_complaints_of_one_number_are_five_a_day()
    {
        var story = Story.SecondHand();
        var refusals = new Dictionary<Refusal, int>();
        for (var i = 0; i < 10_000; i++)
        {
            var decision = story.Try(Registry.Complain(sender: $"hash {i}"));
            if (decision.Refusal is { } refusal)
            {
                refusals[refusal] = refusals.GetValueOrDefault(refusal) + 1;
                continue;
            }

            story.Do(Registry.Complain(sender: $"hash {i}"));
        }

        refusals.ShouldHaveSingleItem().ShouldBe(new(Refusal.TooManyComplaints, 9_995));
        story.State.Complaints.Length.ShouldBe(5);
        story.Pass(days: 1).Do(Registry.Complain());
    }

    [Fact]
    public void Ten_may_be_open()
    {
        var story = Story.SecondHand();
        for (var i = 0; i < 10; i++)
        {
            story.Do(Registry.Complain()).Pass(days: 1);
        }

        story.Try(Registry.Complain()).Refusal.ShouldBe(Refusal.TooManyComplaints);
        story.Do(Cmcc.Close(story.State.Complaints[0].Id)).Do(Registry.Complain());
    }

    [Fact]
    public void A_number_remembers_the_last_ten_that_were_closed()
    {
        var story = Story.SecondHand();
        for (var i = 0; i < 15; i++)
        {
            story.Do(Registry.Complain()).Do(Cmcc.Close(story.State.Complaints[^1].Id)).Pass(days: 1);
        }

        story.State.Complaints.Length.ShouldBe(11);
    }

    [Fact]
    public void The_next_holder_sees_none_and_nobody_has_to_answer_any_more()
    {
        var story = Story.SecondHand().Do(Registry.Complain()).Do(Cmcc.Transfer("ying"));

        story.Events.OfType<ComplaintClosed>().ShouldHaveSingleItem().Outcome.ShouldBeNull();
        HolderCases.Of(story.State).Complaints.ShouldBeEmpty();
        story.Try(Registry.Complain()).Refusal.ShouldBe(Refusal.AnotherTenure);
    }

    [Fact]
    public void Nobody_but_the_registry_complains_in_a_holders_name() => Story.SecondHand().Try(Registry.Complain() with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    private static HolderComplaint Mine(Story story) => HolderCases.Of(story.State).Complaints.Single();
}
