using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Owners;

public sealed class OwnerRulesTests
{
    [Fact]
    public void One_message_goes_to_an_owner_for_all_accounts()
    {
        var story = WithContact().Do(Didi.Bind("rider")).Do(Cmcc.Deactivate());
        ToOwner(story).ShouldBe([("owner.reminder", 1, "deactivated")]);
        story.Deliveries.Count(d => d.Kind == "rebind.reminder").ShouldBe(2);
    }

    [Fact]
    public void An_owner_without_a_contact_is_reminded_by_the_platforms_alone()
    {
        var story = Story.Bound().Do(Cmcc.Deactivate());
        ToOwner(story).ShouldBeEmpty();
        story.Deliveries.ShouldContain(d => d.Kind == "rebind.reminder");
    }

    [Fact]
    public void At_reassignment_the_former_owner_is_told_and_not_the_new_one()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Pass(days: 130).Do(Cmcc.Assign("yue", contact: "sealed-yue"));
        ToOwner(story).ShouldBe([("owner.reminder", 1, "reassigned")]);
        story.State.ContactOf(1)!.Sealed.ShouldBe("sealed-zhou");
        story.State.ContactOf(2)!.Sealed.ShouldBe("sealed-yue");
    }

    [Fact]
    public void Each_former_owner_gets_a_message_of_their_own()
    {
        var story = WithContact().Do(Cmcc.Transfer("yue")).Do(Didi.Bind("yue-rides"));
        story.Do(Cmcc.Deactivate());
        ToOwner(story).ShouldBe([("owner.reminder", 1, "deactivated")]);
        OwnerView.Of(story.State, 1)!.Platforms.ShouldBe(["wechat"]);
        OwnerView.Of(story.State, 2)!.Platforms.ShouldBe(["didi"]);
    }

    [Fact]
    public void The_carrier_says_at_which_occasions()
    {
        var policy = new CarrierPolicy { RemindAtDeactivation = false, RemindAtReassignment = false, ReminderDays = [10] };
        var story = WithContact(policy).Do(Cmcc.Deactivate());
        ToOwner(story).ShouldBeEmpty();
        ToOwner(story.Pass(days: 11)).ShouldBe([("owner.reminder", 1, "frozen")]);
        ToOwner(story.Pass(days: 130).Do(Cmcc.Assign("yue"))).ShouldBeEmpty();
    }

    [Fact]
    public void A_contact_is_erased_after_the_last_reminder_and_the_retention_time()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Pass(days: 130).Do(Cmcc.Assign("yue"));
        story.State.ContactOf(1)!.EraseAt.ShouldBe(story.Now.AddDays(30));
        story.State.NextDue().ShouldNotBeNull().ShouldBeLessThanOrEqualTo(story.Now.AddDays(30));
        story.Pass(days: 31).Events.OfType<ContactErased>().Single().Reason.ShouldBe("retention");
        story.State.ContactOf(1).ShouldBeNull();
    }

    [Fact]
    public void A_contact_is_not_erased_a_moment_before_its_time()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Pass(days: 130).Do(Cmcc.Assign("yue"));
        var due = story.State.ContactOf(1)!.EraseAt!.Value;

        NumberLifecycle.Decide(story.State, Registry.Wake(), story.Policies, due.AddTicks(-1)).State.ContactOf(1).ShouldNotBeNull();
        NumberLifecycle.Decide(story.State, Registry.Wake(), story.Policies, due).State.ContactOf(1).ShouldBeNull();
    }

    [Fact]
    public void Once_the_last_account_is_settled_only_the_retention_time_is_left()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Pass(days: 3);
        story.State.ContactOf(1)!.EraseAt.ShouldBe(Story.Start.AddDays(10 + 400 + 30));
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound));
        story.State.ContactOf(1)!.EraseAt.ShouldBe(story.Now.AddDays(30));
    }

    [Fact]
    public void A_reinstated_owner_keeps_the_contact()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Do(Cmcc.Reinstate("zhou"));
        story.State.ContactOf(1)!.EraseAt.ShouldBeNull();
        story.Pass(days: 600).Events.OfType<ContactErased>().ShouldBeEmpty();
    }

    [Fact]
    public void Who_unsubscribes_is_forgotten_at_once()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Do(Registry.Unsubscribe());
        story.State.ContactOf(1).ShouldBeNull();
        ToOwner(story.Pass(days: 80)).ShouldBeEmpty();
    }

    [Fact]
    public void What_an_owner_has_moved_is_told_to_its_platform_and_reminded_of_no_more()
    {
        var story = WithContact().Do(Didi.Bind("rider")).Do(Cmcc.Deactivate()).Do(Registry.Moved(1, "wechat"));
        (story.Deliveries.ShouldHaveSingleItem().Kind, story.Deliveries[0].To.Text, story.Deliveries[0].Body.Account).ShouldBe(("binding.owner-moved", "platform:wechat", "zhou88"));
        (OwnerView.Of(story.State, 1)!.Platforms.Single(), OwnerView.Of(story.State, 1)!.Moved.Single()).ShouldBe(("didi", "wechat"));
        story.Pass(days: 31).Events.OfType<OwnerReminded>().Single().BindingIds.ShouldBe([story.State.Bindings.Single(b => b.Platform == "didi").Id]);
        story.Deliveries.Where(d => d.Kind == "rebind.reminder").ShouldAllBe(d => d.To.Text == "platform:didi");
    }

    [Fact]
    public void Who_has_moved_everything_is_reminded_no_more_and_the_unbinding_goes_on()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Do(Registry.Moved(1, "wechat"));
        story.State.Reminders.ShouldBeEmpty();
        story.State.ContactOf(1)!.EraseAt.ShouldBe(story.Now.AddDays(30));
        ToOwner(story.Pass(days: 80)).ShouldBeEmpty();
        story.State.Unbindings.ShouldHaveSingleItem().BindingId.ShouldBe(story.State.Standing.Single().Id);
        story.Disclosure.Residual.Values.Sum().ShouldBe(1);
    }

    [Fact]
    public void Nobody_moves_accounts_of_another_tenure()
    {
        var story = WithContact().Do(Cmcc.Transfer("yue")).Do(WeChat.Bind("yue-chat")).Do(Registry.Moved(1, "wechat"));
        story.State.Bindings.Where(b => b.MovedAt is not null).ShouldHaveSingleItem().Generation.ShouldBe(1);
        story.Try(Registry.Moved(2, "wechat")).Refusal.ShouldBe(Refusal.AnotherTenure);
        story.Try(Registry.Moved(0, "wechat")).Refusal.ShouldBe(Refusal.AnotherTenure);
        story.Try(Registry.Moved(1, "wechat") with { Actor = WeChat.Party }).Refusal.ShouldBe(Refusal.NotAllowed);
    }

    [Fact]
    public void Said_again_it_changes_nothing_and_who_has_the_number_again_has_moved_nothing()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Do(Registry.Moved(1, "wechat")).Do(Registry.Moved(1, "wechat"));
        story.Events.ShouldBeEmpty();
        story.Do(Cmcc.Reinstate("zhou")).State.Bindings.Single().MovedAt.ShouldBeNull();
        ToOwner(story.Do(Cmcc.Deactivate())).ShouldBe([("owner.reminder", 1, "deactivated")]);
    }

    [Fact]
    public void A_late_bounce_closes_the_channel_and_takes_the_next()
    {
        var story = WithContact().Do(Cmcc.Deactivate()).Do(Registry.Note(OwnerChannel.Sms, OwnerMessageOutcome.Bounced, late: true));
        ToOwner(story).ShouldBe([("owner.reminder", 1, "deactivated")]);
        story.State.ContactOf(1)!.Bounced.ShouldBe([OwnerChannel.Sms]);
    }

    [Fact]
    public void A_bounce_that_the_lane_saw_itself_makes_no_second_message() =>
        ToOwner(WithContact().Do(Cmcc.Deactivate()).Do(Registry.Note(OwnerChannel.Email, OwnerMessageOutcome.Bounced))).ShouldBeEmpty();

    [Fact]
    public void The_present_owner_is_told_of_a_deactivation_that_is_announced()
    {
        var story = WithContact().Do(Cmcc.Announce(new DateOnly(2026, 4, 1)));
        var notice = story.Deliveries.Single();
        (notice.To.Text, notice.Kind, notice.Generation, notice.Body.Date).ShouldBe(("owner", "owner.deactivation-notice", 1, new DateOnly(2026, 4, 1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(367)]
    public void A_deactivation_is_announced_for_a_day_within_reach(int days) =>
        Story.Bound().Try(Cmcc.Announce(DateOnly.FromDateTime(Story.Start.UtcDateTime).AddDays(10 + days))).Refusal.ShouldBe(Refusal.NoticeDateOutOfRange);

    [Fact]
    public void A_contact_as_0_1_0_stored_it_is_used_and_erased()
    {
        var story = Story.Bound();
        var old = story.State with { Tenure = story.State.Tenure! with { Contact = "sealed-old" } };
        var decision = NumberLifecycle.Decide(old, Cmcc.Deactivate(), story.Policies, story.Now);
        decision.Deliveries.ShouldContain(d => d.To == Destination.Owner);
        decision.State.ContactOf(1)!.Sealed.ShouldBe("sealed-old");
        decision.State.Tenure!.Contact.ShouldBeNull();
        decision.State.ContactOf(1)!.EraseAt.ShouldNotBeNull();
    }

    [Fact]
    public void An_other_number_counts_as_recycled_once_its_tenure_began_after_it_was_left()
    {
        var left = Story.Start;
        var other = Story.New().Pass(days: 1).Do(Cmcc.Assign("friend"));
        OwnerCheck.ByInstant(other.State, left).ShouldBe(CheckAnswer.Yes);
        OwnerCheck.ByInstant(other.State, other.Now).ShouldBe(CheckAnswer.No);
        OwnerCheck.ByInstant(other.Do(Cmcc.Deactivate()).State, other.Now).ShouldBe(CheckAnswer.Yes);
        OwnerCheck.ByInstant(null, left).ShouldBe(CheckAnswer.NoData);
    }

    private static Story WithContact(CarrierPolicy? policy = null) =>
        Story.New(policy).Do(Cmcc.Assign("zhou", contact: "sealed-zhou")).Pass(days: 10).Do(WeChat.Bind("zhou88"));

    private static IEnumerable<(string, int, string?)> ToOwner(Story story) =>
        story.Deliveries.Where(d => d.To == Destination.Owner).Select(d => (d.Kind, d.Generation, d.Body.Occasion));
}
