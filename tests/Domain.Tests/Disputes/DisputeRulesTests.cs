using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Disputes;

public sealed class DisputeRulesTests
{
    [Fact]
    public void A_refused_unbinding_is_asked_for_again_with_the_month_in_which_the_holder_changed()
    {
        var story = Story.Refused();
        var id = story.TheUnbinding.Id;
        story.Do(Registry.Dispute(reason: DisputeReason.CannotRegister));

        var told = story.Deliveries.ShouldHaveSingleItem();
        told.ShouldSatisfyAllConditions(
            t => t.To.Text.ShouldBe("platform:wechat"),
            t => t.Kind.ShouldBe("unbinding.disputed"),
            t => t.Generation.ShouldBe(1),
            t => t.Body.UnbindingId.ShouldBe(id),
            t => t.Body.HolderChanged.ShouldBe(story.State.Tenure!.Since.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)),
            t => t.Body.Reason.ShouldBe("cannotRegister"),
            t => t.Body.Deadline.ShouldBe(story.TheUnbinding.Deadline));
        story.TheUnbinding.ShouldSatisfyAllConditions(u => u.State.ShouldBe(UnbindingState.Requested), u => u.Deadline.ShouldBeGreaterThan(story.Now));
        Mine(story).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DisputeState.Disputed), d => d.AnswerBy.ShouldBe(story.TheUnbinding.Deadline));
    }

    [Fact]
    public void An_unbinding_is_disputed_once()
    {
        var story = Story.Refused().Do(Registry.Dispute());
        story.Try(Registry.Dispute()).Refusal.ShouldBe(Refusal.NothingRefused);
        story.RefusedBy(WeChat).Try(Registry.Dispute()).Refusal.ShouldBe(Refusal.NothingRefused);
    }

    [Fact]
    public void What_was_not_refused_or_is_of_another_category_can_not_be_disputed()
    {
        Story.SecondHand().Try(Registry.Dispute()).Refusal.ShouldBe(Refusal.NothingRefused);
        Story.Refused().Try(Registry.Dispute("bank")).Refusal.ShouldBe(Refusal.NothingRefused);
    }

    [Fact]
    public void Who_was_proved_in_an_earlier_tenure_disputes_nothing() => Story.Refused().Try(Registry.Dispute(generation: 1)).Refusal.ShouldBe(Refusal.AnotherTenure);

    [Fact]
    public void Nobody_but_the_registry_disputes_in_a_holders_name() => Story.Refused().Try(Registry.Dispute() with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    [Fact]
    public void A_platform_that_gives_way_ends_the_dispute()
    {
        var story = Story.Refused().Do(Registry.Dispute());
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound));

        Mine(story).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DisputeState.Decided), d => d.Removed.ShouldBe(true));
        story.State.Standing.ShouldBeEmpty();
    }

    [Fact]
    public void A_platform_that_upholds_its_refusal_has_the_operator_decide()
    {
        var story = Story.Refused().Do(Registry.Dispute());
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Refused, "still in debt"));

        story.TheUnbinding.Dispute.ShouldSatisfyAllConditions(d => d!.State.ShouldBe(DisputeState.Escalated), d => d!.Cause.ShouldBe("upheld"), d => d!.Answer.ShouldBe("still in debt"));
        Mine(story).AnswerBy.ShouldBeNull();
    }

    [Fact]
    public void A_deadline_that_passes_has_the_operator_decide()
    {
        var story = Story.Refused().Do(Registry.Dispute()).Pass(days: 9);

        story.TheUnbinding.ShouldSatisfyAllConditions(u => u.State.ShouldBe(UnbindingState.Overdue), u => u.Dispute!.State.ShouldBe(DisputeState.Escalated), u => u.Dispute!.Cause.ShouldBe("unanswered"));
        story.Deliveries.Select(d => d.Kind).ShouldContain("unbinding.overdue");
    }

    [Fact]
    public void An_operator_lets_the_refusal_stand_or_has_the_platform_asked_again()
    {
        var story = Story.Refused().Do(Registry.Dispute()).RefusedBy(WeChat);
        story.Do(OperatorDecides(story.TheUnbinding.Id, refusalStands: false));
        story.Deliveries.ShouldHaveSingleItem().Kind.ShouldBe("unbinding.requested");
        Mine(story).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DisputeState.Disputed), d => d.AnswerBy!.Value.ShouldBeGreaterThan(story.Now));

        story.RefusedBy(WeChat).Do(OperatorDecides(story.TheUnbinding.Id, refusalStands: true));
        Mine(story).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DisputeState.Decided), d => d.Removed.ShouldBe(false));
        story.Try(OperatorDecides(story.TheUnbinding.Id, refusalStands: true)).Refusal.ShouldBe(Refusal.NotEscalated);
    }

    [Fact]
    public void Nothing_is_decided_while_the_platform_may_still_answer_or_by_anybody_but_an_operator()
    {
        var story = Story.Refused().Do(Registry.Dispute());
        story.Try(OperatorDecides(story.TheUnbinding.Id, refusalStands: true)).Refusal.ShouldBe(Refusal.NotEscalated);
        story.Try(OperatorDecides(story.TheUnbinding.Id, refusalStands: true) with { Actor = WeChat.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
        story.Try(OperatorDecides("ub_none", refusalStands: true)).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void The_next_holder_sees_no_dispute_and_may_have_one_of_their_own()
    {
        var story = Story.Refused().Do(Registry.Dispute()).Do(Cmcc.Transfer("ying"));
        View(story).Cases!.Disputes.ShouldBeEmpty();

        story.RefusedBy(WeChat);
        story.TheUnbinding.Dispute.ShouldBeNull();
        story.Do(Registry.Dispute(generation: 3)).Deliveries.ShouldHaveSingleItem().Kind.ShouldBe("unbinding.disputed");
    }

    [Fact]
    public void An_account_that_its_platform_removes_after_all_ends_the_dispute()
    {
        var story = Story.Refused().Do(Registry.Dispute()).RefusedBy(WeChat).Do(WeChat.Unbind("zhou88"));

        Mine(story).Removed.ShouldBe(true);
    }

    [Fact]
    public void A_disputed_account_stands_in_one_place_of_the_view_wherever_the_dispute_stands()
    {
        var story = Story.Refused().Do(Registry.Dispute());
        View(story).Earlier.Single().ShouldBe(new HolderProgress { Category = "other", Cleared = 0, Asked = 0, Overdue = 0, Refused = 0, Residual = 0, Disputed = 1 });
        story.Pass(days: 9);
        View(story).Earlier.Single().ShouldBe(new HolderProgress { Category = "other", Cleared = 0, Asked = 0, Overdue = 0, Refused = 0, Residual = 0, Disputed = 1 });
    }

    private static HolderDispute Mine(Story story) => View(story).Cases!.Disputes.Single();

    private static HolderView View(Story story) => HolderView.Of(story.State, story.Policies.Freeze)!;
}
