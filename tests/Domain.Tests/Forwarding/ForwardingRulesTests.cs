using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tests.Forwarding;

public sealed class ForwardingRulesTests
{
    private const string Third = "+8613700137000";

    [Fact]
    public void The_number_that_is_forwarded_to_is_told() =>
        Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Deliveries.Select(d => (d.To.Text, d.Kind)).ShouldBe([($"number:{Story.Elsewhere}", "forwarding.noted")]);

    [Fact]
    public void Forwarding_to_the_same_target_again_changes_nothing() =>
        Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Do(Cmcc.Forward(Story.Elsewhere)).Events.ShouldBeEmpty();

    [Fact]
    public void Another_target_takes_the_place_of_the_first() =>
        Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Do(Cmcc.Forward(Third)).Deliveries.Select(d => (d.To.Text, d.Kind))
            .ShouldBe([($"number:{Story.Elsewhere}", "forwarding.dropped"), ($"number:{Third}", "forwarding.noted")]);

    [Fact]
    public void A_number_is_not_forwarded_to_itself() =>
        Story.Bound().Try(Cmcc.Forward(Story.Self)).Refusal.ShouldBe(Refusal.ForwardingToItself);

    [Fact]
    public void A_suspended_number_is_not_forwarded() =>
        Story.Bound().Do(Cmcc.Suspend()).Try(Cmcc.Forward(Story.Elsewhere)).Refusal.ShouldBe(Refusal.Suspended);

    [Fact]
    public void A_suspended_numbers_forwarding_may_be_cleared() =>
        Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Do(Cmcc.Suspend()).Do(Cmcc.ClearForwarding()).State.Forwarding.ShouldBeEmpty();

    [Fact]
    public void What_is_not_set_is_not_cleared() => Story.Bound().Try(Cmcc.ClearForwarding()).Refusal.ShouldBe(Refusal.ForwardingNotSet);

    [Fact]
    public void The_four_kinds_stand_side_by_side() =>
        Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Do(Cmcc.Forward(Third, ForwardingKind.Busy)).State.Forwarding.Length.ShouldBe(2);

    [Fact]
    public void When_a_tenure_ends_every_number_that_forwards_here_is_told_to_stop() =>
        Story.Bound().Do(Registry.NoteInbound(Story.Elsewhere, Story.Start)).Do(Cmcc.Deactivate()).Deliveries
            .ShouldContain(d => d.To.Text == $"number:{Story.Elsewhere}" && d.Kind == "forwarding.cancel" && d.Body.Since == Story.Start);

    [Fact]
    public void A_forwarding_aimed_at_a_frozen_number_is_told_to_stop_when_it_comes() =>
        Story.Clearing().Do(Registry.NoteInbound(Story.Elsewhere, Story.Start)).Deliveries.Select(d => d.Kind).ShouldBe(["forwarding.cancel"]);

    [Fact]
    public void A_forwarding_set_before_the_present_tenure_is_told_to_stop_when_it_comes_late() =>
        Story.SecondHand().Do(Registry.NoteInbound(Story.Elsewhere, Story.Start)).Deliveries.Select(d => d.Kind).ShouldBe(["forwarding.cancel"]);

    [Fact]
    public void A_forwarding_set_for_the_present_owner_stands()
    {
        var story = Story.SecondHand();
        story.Do(Registry.NoteInbound(Story.Elsewhere, story.Now)).Deliveries.ShouldBeEmpty();
        story.State.Inbound.Single().Cancelling.ShouldBeFalse();
    }

    [Fact]
    public void A_forwarding_that_was_set_before_the_number_was_ever_sold_ends_with_the_sale() =>
        Story.New().Do(Registry.NoteInbound(Story.Elsewhere, Story.Start.AddDays(-1))).Do(Cmcc.Assign("zhou")).Deliveries.Select(d => d.Kind).ShouldBe(["forwarding.cancel"]);

    [Fact]
    public void Stale_news_of_a_forwarding_does_not_replace_newer_news() =>
        Story.Bound().Do(Registry.NoteInbound(Story.Elsewhere, Story.Start.AddDays(2))).Do(Registry.NoteInbound(Story.Elsewhere, Story.Start.AddDays(1))).Events.ShouldBeEmpty();

    [Fact]
    public void Stale_news_of_an_end_does_not_end_a_newer_forwarding() =>
        Story.Bound().Do(Registry.NoteInbound(Story.Elsewhere, Story.Start.AddDays(2))).Do(Registry.DropInbound(Story.Elsewhere, Story.Start.AddDays(1))).State.Inbound.ShouldHaveSingleItem();

    [Fact]
    public void A_cancellation_meant_for_an_older_forwarding_does_not_touch_a_newer()
    {
        var story = Story.Bound().Do(Cmcc.Forward(Story.Elsewhere));
        story.Do(Registry.CancelForwarding(Story.Elsewhere, story.Now.AddDays(-1))).State.Forwarding.ShouldHaveSingleItem();
    }

    [Fact]
    public void When_its_target_changed_hands_a_forwarding_ends_and_the_carrier_is_told()
    {
        var story = Story.Bound().Do(Cmcc.Forward(Story.Elsewhere));
        story.Do(Registry.CancelForwarding(Story.Elsewhere, story.Now));
        story.State.Forwarding.ShouldBeEmpty();
        story.Deliveries.Select(d => (d.To.Text, d.Kind)).ShouldBe([("carrier:cmcc", "forwarding.cancelled")]);
    }

    [Fact]
    public void A_number_that_is_said_to_forward_to_itself_is_not_written_to() =>
        Story.Clearing().Do(Registry.NoteInbound(Story.Self, Story.Start)).Events.ShouldBeEmpty();

    [Fact]
    public void The_hundred_and_first_number_that_forwards_here_is_told_to_stop()
    {
        var story = Story.Bound();
        foreach (var source in Enumerable.Range(0, NumberLifecycle.MostInbound))
        {
            story.Do(Registry.NoteInbound($"+86139000{source:00000}", Story.Start));
        }

        story.Do(Registry.NoteInbound(Third, Story.Start));
        (story.State.Inbound.Length, story.Deliveries.Single().Kind).ShouldBe((NumberLifecycle.MostInbound, "forwarding.cancel"));
    }

    [Fact]
    public void A_transfer_ends_forwarding_in_both_directions()
    {
        var story = Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Do(Registry.NoteInbound(Third, Story.Start)).Do(Cmcc.Transfer("yue"));
        (story.State.Forwarding.Length, story.State.Inbound.Single().Cancelling).ShouldBe((0, true));
    }

    [Fact]
    public void A_clearance_is_complete_when_its_last_cancelled_forwarding_was_set_anew_for_the_reinstated_owner()
    {
        var story = Story.Bound().Do(Registry.NoteInbound(Third, Story.Start)).Do(Cmcc.Deactivate()).Pass(days: 4).Do(Cmcc.Reinstate("zhou"));
        story.Do(Registry.NoteInbound(Third, story.Now)).Events.Last().ShouldBeOfType<ClearanceCompleted>();
    }

    [Fact]
    public void A_carrier_may_not_say_that_another_number_forwards_here() =>
        Story.Bound().Try(Registry.NoteInbound(Third, Story.Start) with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
}
