using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Tenures;

public sealed class TenureRulesTests
{
    [Fact]
    public void The_first_owner_of_a_number_is_told_that_it_is_new()
    {
        var story = Story.New().Do(Cmcc.Assign("zhou"));
        (story.State.Phase, story.State.Generation, story.Answer.Disclosure!.SecondHand).ShouldBe((Phase.InService, 1, false));
    }

    [Fact]
    public void The_second_owner_is_told_that_it_is_second_hand()
    {
        var told = Story.SecondHand().Answer.Disclosure.ShouldNotBeNull();
        (told.SecondHand, told.EarlierTenures, told.LastEnded, told.Residual["other"]).ShouldBe((true, 1, "2026-03", 1));
    }

    [Fact]
    public void Platforms_that_still_hold_an_account_are_told_of_the_new_owner_and_remind_the_old_one() =>
        Story.SecondHand().Deliveries.Select(d => (d.To.Text, d.Kind)).ShouldBe([("platform:wechat", "number.reassigned"), ("platform:wechat", "rebind.reminder")]);

    [Fact]
    public void A_carrier_may_not_assign_what_lies_in_anothers_block() =>
        Story.New().Try(Unicom.Assign("zhou")).Refusal.ShouldBe(Refusal.NotInYourBlocks);

    [Fact]
    public void A_number_has_one_owner() =>
        Story.Bound().Try(Cmcc.Assign("yue")).Refusal.ShouldBe(Refusal.AlreadyAssigned);

    [Fact]
    public void A_frozen_number_cannot_be_assigned_before_its_freeze_ends() =>
        Story.Clearing().Pass(days: 86.9).Try(Cmcc.Assign("yue")).Refusal.ShouldBe(Refusal.Frozen);

    [Fact]
    public void A_held_number_cannot_be_assigned() =>
        Story.Clearing().Pass(days: 88).Try(Cmcc.Assign("yue")).Refusal.ShouldBe(Refusal.Held);

    [Fact]
    public void Assigning_to_the_same_subscriber_gives_the_tenure_back()
    {
        var story = Story.Clearing().Do(Cmcc.Assign("zhou"));
        (story.State.Generation, story.State.Tenure!.Ended, story.TheUnbinding.State).ShouldBe((1, null, UnbindingState.Cancelled));
    }

    [Fact]
    public void Assigning_to_the_same_subscriber_after_the_release_gives_the_tenure_back()
    {
        var story = Story.Clearing().Pass(days: 120).Do(Cmcc.Assign("zhou"));
        (story.State.Phase, story.State.Generation, story.State.Standing.Count()).ShouldBe((Phase.InService, 1, 0));
    }

    [Fact]
    public void A_contract_is_not_dated_in_the_future() =>
        Story.New().Try(Cmcc.Assign("zhou", new DateOnly(2026, 3, 3))).Refusal.ShouldBe(Refusal.DateOutOfRange);

    [Fact]
    public void A_contract_is_not_dated_into_the_former_tenure() =>
        Story.Clearing().Pass(days: 120).Try(Cmcc.Assign("yue", new DateOnly(2026, 3, 5))).Refusal.ShouldBe(Refusal.DateOutOfRange);

    [Fact]
    public void A_tenure_begins_with_its_contracts_day_in_the_countrys_time_zone() =>
        Story.New().Do(Cmcc.Assign("zhou", new DateOnly(2016, 5, 1))).State.Tenure!.Since.ShouldBe(new DateTimeOffset(2016, 4, 30, 16, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_sealed_contact_is_kept_with_the_tenure_and_in_no_event()
    {
        var story = Story.New().Do(Cmcc.Assign("zhou", contact: "sealed-secret"));
        story.State.ContactOf(1)!.Sealed.ShouldBe("sealed-secret");
        story.Events.ShouldAllBe(e => !e.ToString()!.Contains("sealed-secret"));
    }

    [Fact]
    public void Reinstatement_cancels_what_is_open_and_touches_nothing_that_is_cleared()
    {
        var story = Story.Bound().Do(Didi.Bind("rider")).Do(Cmcc.Deactivate()).Pass(days: 3);
        story.Do(Didi.Report(story.Open.Last().Id, UnbindingOutcome.Unbound)).Do(Cmcc.Reinstate("zhou"));
        story.State.Unbindings.Select(u => (u.Account, u.State)).ShouldBe([("zhou88", UnbindingState.Cancelled), ("rider", UnbindingState.Unbound)]);
        story.State.Bindings.Select(b => b.Account).ShouldBe(["zhou88"]);
    }

    [Fact]
    public void Every_platform_learns_of_a_reinstatement_also_those_that_have_unbound_already()
    {
        var story = Story.Bound().Do(Didi.Bind("rider")).Do(Cmcc.Deactivate()).Pass(days: 3);
        story.Do(Didi.Report(story.Open.Last().Id, UnbindingOutcome.Unbound)).Do(Cmcc.Reinstate("zhou"));
        story.Deliveries.Where(d => d.Kind == "number.reinstated").Select(d => d.To.Text).ShouldBe(["platform:wechat", "platform:didi"]);
    }

    [Fact]
    public void Only_the_last_subscriber_is_reinstated() =>
        Story.Clearing().Try(Cmcc.Reinstate("yue")).Refusal.ShouldBe(Refusal.NotTheSubscriber);

    [Fact]
    public void A_number_in_service_is_not_reinstated() =>
        Story.Bound().Try(Cmcc.Reinstate("zhou")).Refusal.ShouldBe(Refusal.NotFrozen);

    [Fact]
    public void A_transfer_ends_one_tenure_and_begins_the_next_with_no_freeze()
    {
        var story = Story.Bound().Do(Cmcc.Transfer("yue"));
        (story.State.Phase, story.State.Generation, story.State.Tenure!.Since, story.State.LastEnded).ShouldBe((Phase.InService, 2, story.Now, story.Now));
    }

    [Fact]
    public void A_tenure_never_ends_before_it_began_though_the_clock_is_set_back()
    {
        var story = Story.Bound().Do(Cmcc.Transfer("yue"));
        var began = story.Now;

        story.Pass(days: -1).Do(Cmcc.Transfer("zhou"));

        (story.State.Generation, story.State.LastEnded, story.State.Tenure!.Since).ShouldBe((3, began, began));
    }

    [Fact]
    public void A_transfer_clears_at_once_and_urgently()
    {
        var story = Story.Bound().Do(Cmcc.Transfer("yue"));
        (story.TheUnbinding.Reason, story.TheUnbinding.Urgency, story.TheUnbinding.Generation).ShouldBe(("transferred", "high", 1));
    }

    [Fact]
    public void A_transfer_clears_the_carriers_own_systems_too()
    {
        var story = Story.New(new CarrierPolicy { Systems = ["voicemail"] }).Do(Cmcc.Assign("zhou")).Do(Cmcc.Transfer("yue"));
        (story.TheUnbinding.Account, story.TheUnbinding.Party, story.TheUnbinding.Generation).ShouldBe(("voicemail", Cmcc.Party, 1));
    }

    [Fact]
    public void What_a_transfer_left_open_stays_open_when_the_next_owner_is_reinstated()
    {
        var story = Story.Bound(new CarrierPolicy { Systems = ["voicemail"] }).Do(Cmcc.Transfer("yue")).Do(Cmcc.Deactivate()).Do(Cmcc.Reinstate("yue"));
        story.Open.Select(u => u.Account).ShouldBe(["zhou88", "voicemail"]);
    }

    [Fact]
    public void A_suspended_number_is_not_transferred() =>
        Story.Bound().Do(Cmcc.Suspend()).Try(Cmcc.Transfer("yue")).Refusal.ShouldBe(Refusal.Suspended);

    [Fact]
    public void A_transfer_needs_another_subscriber() =>
        Story.Bound().Try(Cmcc.Transfer("zhou")).Refusal.ShouldBe(Refusal.SameSubscriber);

    [Fact]
    public void A_port_changes_the_carrier_and_nothing_else()
    {
        var story = Story.Bound();
        var tenure = story.State.Tenure;
        story.Do(Cmcc.Port("unicom"));
        (story.State.Carrier, story.State.Tenure, story.State.Unbindings.Length, story.Deliveries.Count).ShouldBe(("unicom", tenure, 0, 0));
    }

    [Fact]
    public void A_suspended_number_stays_suspended_when_it_is_ported() =>
        Story.Bound().Do(Cmcc.Suspend()).Do(Cmcc.Port("unicom")).State.Phase.ShouldBe(Phase.Suspended);

    [Fact]
    public void After_a_port_the_former_carrier_may_touch_nothing() =>
        Story.Bound().Do(Cmcc.Port("unicom")).Try(Cmcc.Deactivate()).Refusal.ShouldBe(Refusal.NotFound);

    [Fact]
    public void A_number_is_not_ported_to_the_carrier_that_has_it() =>
        Story.Bound().Try(Cmcc.Port("cmcc")).Refusal.ShouldBe(Refusal.UnknownCarrier);

    [Fact]
    public void A_ported_number_returns_to_its_block_when_it_is_released()
    {
        var story = Story.Bound().Do(Cmcc.Port("unicom")).Do(Unicom.Deactivate()).Pass(days: 200);
        story.Do(Cmcc.Assign("yue")).State.Carrier.ShouldBe("cmcc");
    }
}
