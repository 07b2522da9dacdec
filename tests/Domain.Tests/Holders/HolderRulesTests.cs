using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Holders;

public sealed class HolderRulesTests
{
    [Fact]
    public void What_a_platform_left_unanswered_is_asked_for_anew_under_the_same_id()
    {
        var story = Story.SecondHand();
        var before = story.TheUnbinding;
        story.Do(Registry.UnbindEarlier());

        story.Events.ShouldHaveSingleItem().ShouldBeOfType<UnbindingRenewed>();
        story.Deliveries.ShouldHaveSingleItem().Kind.ShouldBe("unbinding.requested");
        story.TheUnbinding.ShouldSatisfyAllConditions(
            u => u.Id.ShouldBe(before.Id), u => u.State.ShouldBe(UnbindingState.Requested), u => u.Deadline.ShouldBeGreaterThan(story.Now), u => u.Urgency.ShouldBe("high"));
    }

    [Fact]
    public void What_a_platform_refused_to_others_is_asked_for_once_more_and_then_not_again()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Refused, "in debt")).Pass(days: 120).Do(Cmcc.Assign("yue")).Do(Registry.UnbindEarlier());
        story.Events.ShouldHaveSingleItem().ShouldBeOfType<UnbindingRequested>();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Refused, "in debt"));

        story.Do(Registry.UnbindEarlier()).Events.ShouldBeEmpty();
        View(story).Earlier.Single().Refused.ShouldBe(1);
    }

    [Fact]
    public void An_account_of_the_present_owner_is_never_asked_for()
    {
        var story = Story.SecondHand().Do(WeChat.Bind("yue99"));
        story.Do(Registry.UnbindEarlier());

        story.State.Unbindings.Select(u => u.Account).ShouldBe(["zhou88"]);
        View(story).Linked.Values.Sum().ShouldBe(1);
    }

    [Fact]
    public void Who_was_proved_in_an_earlier_tenure_may_ask_for_nothing_in_the_next()
    {
        var story = Story.SecondHand();
        story.Try(Registry.UnbindEarlier(generation: 1)).Refusal.ShouldBe(Refusal.AnotherTenure);
        story.Try(Registry.CancelInbound(generation: 1)).Refusal.ShouldBe(Refusal.AnotherTenure);
        Story.Clearing().Try(Registry.UnbindEarlier(generation: 1)).Refusal.ShouldBe(Refusal.Frozen);
    }

    [Fact]
    public void Nobody_but_the_registry_asks_in_a_holders_name() =>
        Story.SecondHand().Try(Registry.UnbindEarlier() with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    [Fact]
    public void Forwarding_from_before_is_told_to_stop_and_later_forwarding_is_not()
    {
        // A number that the registry takes over with its forwardings: nothing has cancelled them yet.
        var story = Story.New().Do(Registry.NoteInbound("+8613500135000", Story.Start)).Pass(days: 5).Do(Cmcc.Assign("yue")).Pass(days: 1)
            .Do(Registry.NoteInbound("+8613500135001", Story.Start.AddDays(6)));
        var view = View(story);
        story.Do(Registry.CancelInbound(generation: 1));

        (view.ForwardingFromBefore + view.ForwardingStopping).ShouldBe(1);
        story.State.Inbound.Single(i => i.Cancelling).Source.ShouldBe("+8613500135000");
    }

    [Fact]
    public void Every_account_of_earlier_owners_stands_in_one_place_of_the_view()
    {
        var story = Story.SecondHand();
        View(story).Earlier.Single().ShouldBe(new HolderProgress { Category = story.TheUnbinding.Category, Cleared = 0, Asked = 0, Overdue = 0, Refused = 0, Residual = 1 });
        story.Do(Registry.UnbindEarlier());
        View(story).Earlier.Single().ShouldSatisfyAllConditions(p => p.Asked.ShouldBe(1), p => p.Residual.ShouldBe(0), p => p.Deadline.ShouldBe(story.TheUnbinding.Deadline));
        story.Pass(days: 30);
        View(story).Earlier.Single().Overdue.ShouldBe(1);
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Unbound));
        View(story).Earlier.Single().Cleared.ShouldBe(1);
    }

    [Fact]
    public void Nobody_sees_a_number_that_nobody_has() =>
        HolderView.Of(Story.Clearing().State, FreezeProfile.Of("CN")).ShouldBeNull();

    [Fact]
    public void Linked_accounts_are_told_to_the_present_subscriber_alone()
    {
        var state = Story.SecondHand().Do(WeChat.Bind("yue99")).Do(Didi.Bind("yue-rides")).State;
        LinkedAccounts.Of(state, "yue").Counts.Values.Sum().ShouldBe(2);
        LinkedAccounts.Of(state, "zhou").ShouldSatisfyAllConditions(l => l.Refusal.ShouldBe(Refusal.NotTheSubscriber), l => l.Counts.ShouldBeEmpty());
        LinkedAccounts.Of(Story.Clearing().State, "zhou").Refusal.ShouldBe(Refusal.NotAssigned);
    }

    private static HolderView View(Story story) => HolderView.Of(story.State, story.Policies.Freeze)!;
}
