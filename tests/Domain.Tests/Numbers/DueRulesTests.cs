using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Numbers;

public sealed class DueRulesTests
{
    private static readonly CarrierPolicy Holding = new() { AtHoldLimit = HoldPolicy.Hold };

    [Fact]
    public void A_clean_number_is_released_when_its_freeze_ends()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound)).Pass(days: 87);
        (story.State.Phase, story.Events.OfType<NumberReleased>().Single()).ShouldBe((Phase.Available, new NumberReleased(Story.Start.AddDays(100), "cleared", 0)));
    }

    [Fact]
    public void Its_carrier_is_told_that_it_is_complete_and_released()
    {
        var story = Story.Clearing().Do(WeChat.Unbind("zhou88"));
        story.Deliveries.Select(d => d.Kind).ShouldBe(["clearance.completed"]);
        story.Pass(days: 87).Deliveries.Select(d => (d.To.Text, d.Kind)).ShouldBe([("carrier:cmcc", "number.released")]);
    }

    [Fact]
    public void A_number_with_open_unbindings_is_held()
    {
        var story = Story.Clearing().Pass(days: 87);
        (story.State.Held, story.State.HoldLimit).ShouldBe((true, Story.Start.AddDays(130)));
        story.Deliveries.ShouldContain(d => d.Kind == "clearance.held" && d.Body.Residual == 1);
    }

    [Fact]
    public void A_held_number_is_released_as_soon_as_the_last_outcome_comes()
    {
        var story = Story.Clearing().Pass(days: 90);
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound));
        (story.State.Phase, story.Events.OfType<NumberReleased>().Single().Residual).ShouldBe((Phase.Available, 0));
    }

    [Fact]
    public void At_the_hold_limit_it_is_released_with_the_residual_counted()
    {
        var released = Story.Clearing().Pass(days: 117).Events.OfType<NumberReleased>().Single();
        (released.Reason, released.Residual).ShouldBe(("holdLimit", 1));
    }

    [Fact]
    public void A_carrier_may_hold_until_everything_is_settled()
    {
        var story = Story.Clearing(Holding).Pass(days: 1000);
        (story.State.Phase, story.State.Held, story.State.NextDue()).ShouldBe((Phase.Frozen, true, null));
    }

    [Fact]
    public void An_operator_releases_what_is_held()
    {
        var story = Story.Clearing(Holding).Pass(days: 1000).Do(OperatorReleases());
        (story.State.Phase, story.Events.OfType<NumberReleased>().Single().Residual).ShouldBe((Phase.Available, 1));
    }

    [Fact]
    public void An_operator_does_not_shorten_a_freeze() =>
        Story.Clearing().Try(OperatorReleases()).Refusal.ShouldBe(Refusal.FreezeNotOver);

    [Fact]
    public void A_carrier_does_not_release_by_itself() =>
        Story.Clearing(Holding).Pass(days: 1000).Try(OperatorReleases() with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    [Fact]
    public void An_operator_lets_a_held_number_wait_longer()
    {
        var story = Story.Clearing().Pass(days: 100);
        var limit = story.State.HoldLimit!.Value;
        story = story.Do(OperatorExtends(limit.AddDays(30)));
        story.Pass(days: 30).State.Held.ShouldBeTrue();
        story.Pass(days: 61).State.Phase.ShouldBe(Phase.Available);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(366)]
    public void A_hold_is_not_shortened_nor_extended_beyond_a_year(int days)
    {
        var story = Story.Clearing().Pass(days: 100);
        var until = days > 0 ? story.Now.AddDays(days) : story.State.HoldLimit!.Value.AddDays(days);
        story.Try(OperatorExtends(until)).Refusal.ShouldBe(Refusal.HoldLimitOutOfRange);
    }

    [Fact]
    public void A_hold_without_a_limit_has_none_to_move() =>
        Story.Clearing(Holding).Pass(days: 200).Try(OperatorExtends(Story.Start.AddDays(250))).Refusal.ShouldBe(Refusal.HoldLimitOutOfRange);

    [Fact]
    public void Only_an_operator_extends_a_hold_and_only_one_that_is_there()
    {
        Story.Clearing().Pass(days: 100).Try(OperatorExtends(Story.Start.AddDays(300)) with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
        Story.Clearing().Try(OperatorExtends(Story.Start.AddDays(300))).Refusal.ShouldBe(Refusal.NotHeld);
        Story.New().Try(OperatorExtends(Story.Start.AddDays(300))).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void What_is_in_service_is_not_released() => Story.Bound().Try(OperatorReleases()).Refusal.ShouldBe(Refusal.NotFrozen);

    [Fact]
    public void What_never_was_is_not_released() => Story.New().Try(OperatorReleases()).Refusal.ShouldBe(Refusal.NotFound);

    [Fact]
    public void Waking_when_nothing_is_due_changes_nothing() => Story.Clearing().Do(Registry.Wake()).Events.ShouldBeEmpty();

    [Fact]
    public void A_wake_that_comes_too_early_releases_nothing() =>
        Story.Clearing().Do(WeChat.Unbind("zhou88")).Miss(days: 86.99).Do(Registry.Wake()).State.Phase.ShouldBe(Phase.Frozen);

    [Fact]
    public void A_wake_that_comes_long_after_the_freeze_does_everything_in_one_go()
    {
        var story = Story.Bound().Do(Cmcc.Deactivate()).Miss(days: 100).Do(Registry.Wake());
        (story.State.Held, story.Open.Single().State).ShouldBe((true, UnbindingState.Requested));
    }

    [Fact]
    public void Only_the_registry_wakes_a_number() =>
        Story.Bound().Try(Registry.Wake() with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    [Fact]
    public void A_reinstated_number_is_never_released() => Story.Clearing().Do(Cmcc.Reinstate("zhou")).Pass(days: 400).State.Owned.ShouldBeTrue();
}
