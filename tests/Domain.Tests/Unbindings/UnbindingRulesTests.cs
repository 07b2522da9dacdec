using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Unbindings;

public sealed class UnbindingRulesTests
{
    [Theory]
    [InlineData(UnbindingOutcome.Unbound, UnbindingState.Unbound)]
    [InlineData(UnbindingOutcome.Sealed, UnbindingState.Sealed)]
    [InlineData(UnbindingOutcome.NotFound, UnbindingState.NotFound)]
    public void An_outcome_clears_the_account(UnbindingOutcome outcome, UnbindingState state)
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, outcome));
        (story.TheUnbinding.State, story.State.Bindings.Length, story.Disclosure.Cleared["other"]).ShouldBe((state, 0, 1));
    }

    [Fact]
    public void A_refusal_settles_and_leaves_the_account_residual()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Refused, "court order"));
        (story.TheUnbinding.Open, story.State.Bindings.Length, story.Disclosure.Residual["other"]).ShouldBe((false, 1, 1));
    }

    [Fact]
    public void A_refusal_needs_a_reason()
    {
        var story = Story.Clearing();
        story.Try(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Refused, " ")).Refusal.ShouldBe(Refusal.ReasonRequired);
    }

    [Fact]
    public void A_receipt_is_no_outcome()
    {
        var story = Story.Clearing();
        story.Do(Registry.Receipt(story.TheUnbinding.Id));
        (story.TheUnbinding.State, story.TheUnbinding.Open).ShouldBe((UnbindingState.Receipted, true));
    }

    [Fact]
    public void A_receipt_after_the_outcome_changes_nothing()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound)).Do(Registry.Receipt(story.TheUnbinding.Id));
        story.Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_deferral_moves_the_deadline()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Deferred, "settling a bill", story.Now.AddDays(60)));
        (story.TheUnbinding.State, story.TheUnbinding.Deadline).ShouldBe((UnbindingState.Deferred, story.Now.AddDays(60)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60.001)]
    public void A_deferral_lies_in_the_future_and_within_sixty_days_of_the_request(double days)
    {
        var story = Story.Clearing();
        story.Try(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Deferred, null, story.Now.AddDays(days))).Refusal.ShouldBe(Refusal.UntilOutOfRange);
    }

    [Fact]
    public void A_deferral_needs_an_instant()
    {
        var story = Story.Clearing();
        story.Try(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Deferred)).Refusal.ShouldBe(Refusal.UntilOutOfRange);
    }

    [Fact]
    public void Repeated_deferrals_do_not_add_up()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Deferred, null, story.Now.AddDays(50))).Pass(days: 40);
        story.Try(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Deferred, null, story.Now.AddDays(30))).Refusal.ShouldBe(Refusal.UntilOutOfRange);
    }

    [Fact]
    public void A_deferral_that_runs_out_is_overdue()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Deferred, null, story.Now.AddDays(20))).Pass(days: 20);
        story.TheUnbinding.State.ShouldBe(UnbindingState.Overdue);
    }

    [Fact]
    public void A_request_is_repeated_halfway_and_overdue_at_its_deadline()
    {
        var story = Story.Clearing();
        var deadline = story.TheUnbinding.Deadline;
        story.Pass(days: 20).Deliveries.Where(d => d.Kind.StartsWith("unbinding.", StringComparison.Ordinal)).Select(d => d.Kind)
            .ShouldBe(["unbinding.requested", "unbinding.overdue"]);
        story.Events.OfType<UnbindingWentOverdue>().Single().At.ShouldBe(deadline);
    }

    [Fact]
    public void What_is_overdue_may_still_be_answered()
    {
        var story = Story.Clearing().Pass(days: 20);
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound)).TheUnbinding.State.ShouldBe(UnbindingState.Unbound);
    }

    [Theory]
    [InlineData(UnbindingOutcome.Unbound)]
    [InlineData(UnbindingOutcome.Refused)]
    [InlineData(UnbindingOutcome.Deferred)]
    public void A_repeated_or_contradictory_outcome_is_recorded_and_changes_nothing(UnbindingOutcome outcome)
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound));
        var settled = story.State with { Sequence = story.State.Sequence + 1 };
        story.Do(WeChat.Report(story.TheUnbinding.Id, outcome, "again"));
        story.Events.ShouldHaveSingleItem().ShouldBeOfType<LateOutcomeNoted>();
        story.State.ShouldBe(settled);
    }

    [Fact]
    public void An_outcome_after_the_reinstatement_changes_nothing()
    {
        var story = Story.Clearing().Do(Cmcc.Reinstate("zhou"));
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound)).State.Bindings.ShouldHaveSingleItem();
    }

    [Fact]
    public void Another_platform_finds_no_unbinding()
    {
        var story = Story.Clearing();
        story.Try(Didi.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound)).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void A_carrier_with_the_platforms_name_finds_no_unbinding()
    {
        var story = Story.Clearing();
        story.Try(new CarrierVoice("wechat").Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound)).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void An_unbinding_that_does_not_exist_is_not_found() =>
        Story.Clearing().Try(WeChat.Report("ub_made_up", UnbindingOutcome.Unbound)).Refusal.ShouldBe(Refusal.NotFound);
}
