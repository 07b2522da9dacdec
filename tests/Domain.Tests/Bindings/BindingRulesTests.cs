using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Bindings;

public sealed class BindingRulesTests
{
    [Fact]
    public void An_account_hangs_on_the_present_tenure()
    {
        var story = Story.Bound();
        story.Answer.Binding.ShouldNotBeNull().Generation.ShouldBe(1);
    }

    [Fact]
    public void A_silent_period_is_the_categorys_where_the_platform_set_one()
    {
        var policy = new PlatformPolicy { SilentPeriodDays = 90, SilentPeriods = System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty.Add("bank", 30), Category = "bank" };
        var story = Story.New().WithPlatform(WeChat, policy).Do(Cmcc.Assign("zhou")).Do(WeChat.Bind("wallet")).Do(WeChat.Bind("chats", category: "social"));
        story.Pass(days: 30).Events.OfType<ReverificationDue>().Select(e => e.BindingId).ShouldBe([Named(story, "wallet")]);
        story.Do(WeChat.Confirm("wallet")).State.Bindings.Single(b => b.Account == "wallet").ReverifyAt.ShouldBe(story.Now.AddDays(30));
        story.Pass(days: 60).Events.OfType<ReverificationDue>().Select(e => e.BindingId).ShouldBe([Named(story, "wallet"), Named(story, "chats")], ignoreOrder: true);

        static string Named(Story story, string account) => story.State.Bindings.Single(b => b.Account == account).Id;
    }

    [Fact]
    public void An_account_that_was_asked_to_be_verified_is_asked_once_until_it_is_confirmed()
    {
        var story = Story.Bound().Pass(days: 90);
        story.Deliveries.ShouldHaveSingleItem().Kind.ShouldBe("binding.reverification-due");
        story.Pass(days: 400).Events.ShouldBeEmpty();
        story.Do(WeChat.Confirm("zhou88")).Pass(days: 90).Events.ShouldHaveSingleItem().ShouldBeOfType<ReverificationDue>();
    }

    [Fact]
    public void A_sealed_account_keeps_its_debts_from_the_new_owner_who_is_then_asked_for_nothing()
    {
        var clearing = Story.Clearing();
        var story = clearing.Do(WeChat.Report(clearing.TheUnbinding.Id, UnbindingOutcome.Refused, "two unpaid rides")).Pass(days: 120).Do(Cmcc.Assign("yue")).Do(WeChat.Bind("yue88"));
        story.Answer.Binding!.Seal.ShouldBeTrue();
        var asked = story.Open.ShouldHaveSingleItem();
        (asked.Account, asked.Reason, asked.Urgency, asked.Generation).ShouldBe(("zhou88", "newOwnerRegistered", "high", 1));
        story.Do(WeChat.Report(asked.Id, UnbindingOutcome.Sealed)).Do(WeChat.Bind("yue-second"));
        story.Answer.Binding!.Seal.ShouldBeFalse();
        story.State.Standing.ShouldBeEmpty();
        story.Disclosure.Residual.ShouldBeEmpty();
        story.State.Bindings.Select(b => b.Account).ShouldBe(["yue88", "yue-second"]);
    }

    [Fact]
    public void Nobody_binds_to_a_number_that_never_had_an_owner() =>
        Story.New().Try(WeChat.Bind("zhou88")).Refusal.ShouldBe(Refusal.NotAssigned);

    [Fact]
    public void Nobody_binds_to_a_frozen_number_today() =>
        Story.Bound().Do(Cmcc.Deactivate()).Try(Didi.Bind("rider")).Refusal.ShouldBe(Refusal.Frozen);

    [Fact]
    public void An_account_is_not_bound_in_the_future() =>
        Story.Bound().Try(Didi.Bind("rider", Story.Start.AddDays(11))).Refusal.ShouldBe(Refusal.DateOutOfRange);

    [Fact]
    public void Registering_the_same_account_twice_changes_nothing() =>
        Story.Bound().Do(WeChat.Bind("zhou88")).Events.ShouldBeEmpty();

    [Fact]
    public void An_account_of_an_earlier_tenure_that_comes_late_is_asked_for_at_once()
    {
        var story = Story.SecondHand().Do(Didi.Bind("zhou-rides", Story.Start.AddDays(5)));
        var asked = story.State.Unbindings.Last();
        (asked.Account, asked.Reason, asked.Urgency, asked.Generation).ShouldBe(("zhou-rides", "lateRegistration", "high", 1));
    }

    [Fact]
    public void An_account_of_the_last_tenure_that_comes_late_to_a_frozen_number_is_asked_for()
    {
        var story = Story.Clearing().Do(Didi.Bind("zhou-rides", Story.Start.AddDays(5)));
        story.Open.Count().ShouldBe(2);
    }

    [Fact]
    public void An_account_of_the_last_tenure_that_comes_late_within_the_grace_period_waits_for_it()
    {
        var story = Story.Bound().Do(Cmcc.Deactivate()).Do(Didi.Bind("zhou-rides", Story.Start.AddDays(5)));
        story.Open.ShouldBeEmpty();
        story.Pass(days: 3).Open.Count().ShouldBe(2);
    }

    [Fact]
    public void An_account_of_the_last_owner_that_comes_late_to_an_available_number_is_asked_for()
    {
        var story = Story.Clearing().Pass(days: 120).Do(Didi.Bind("zhou-rides", Story.Start.AddDays(5)));
        (story.State.Phase, story.Open.Last().Account).ShouldBe((Phase.Available, "zhou-rides"));
    }

    [Fact]
    public void An_account_of_a_tenure_before_the_last_does_not_wait_for_a_grace_period_that_may_never_end()
    {
        var story = Story.SecondHand().Do(Cmcc.Deactivate()).Do(Didi.Bind("zhou-rides", Story.Start.AddDays(5))).Do(Cmcc.Reinstate("yue"));
        story.Open.ShouldContain(u => u.Account == "zhou-rides");
    }

    [Fact]
    public void An_account_bound_after_the_former_tenure_ended_is_nobody_elses_than_the_present_owners()
    {
        var story = Story.Clearing().Pass(days: 120).Miss(days: 1).Do(Cmcc.Assign("yue"));
        story.Do(Didi.Bind("yue-rides", story.Now.AddHours(-2)));
        (story.Answer.Binding!.Generation, story.State.Unbindings.Any(u => u.Account == "yue-rides")).ShouldBe((2, false));
    }

    [Fact]
    public void An_account_bound_now_is_the_present_owners_although_this_machines_clock_is_behind()
    {
        var story = Story.Bound().Do(Cmcc.Transfer("yue")).Miss(days: -0.001).Do(Didi.Bind("yue-rides"));
        (story.Answer.Binding!.Generation, story.State.Unbindings.Any(u => u.Account == "yue-rides")).ShouldBe((2, false));
    }

    [Fact]
    public void In_the_first_tenure_nothing_proves_that_the_owner_changed()
    {
        var story = Story.Bound().Do(Didi.Bind("rider", Story.Start.AddYears(-5)));
        (story.Answer.Binding!.Generation, story.State.Unbindings.Length).ShouldBe((1, 0));
    }

    [Fact]
    public void The_same_account_bound_anew_by_the_present_owner_is_no_longer_asked_for()
    {
        var story = Story.SecondHand().Do(WeChat.Bind("zhou88"));
        (story.TheUnbinding.State, story.State.Bindings.Single().Generation).ShouldBe((UnbindingState.Cancelled, 2));
    }

    [Fact]
    public void A_new_owner_who_registers_where_an_old_account_stands_has_it_sealed()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Refused, "two unpaid rides")).Pass(days: 120).Do(Cmcc.Assign("yue")).Do(WeChat.Bind("yue99"));
        (story.Answer.Binding!.Seal, story.Open.Single().Reason, story.Open.Single().Account).ShouldBe((true, "newOwnerRegistered", "zhou88"));
    }

    [Fact]
    public void A_new_owner_who_registers_where_nothing_stands_has_nothing_sealed()
    {
        var story = Story.SecondHand().Do(Didi.Bind("yue-rides"));
        story.Answer.Binding!.Seal.ShouldBeFalse();
    }

    [Fact]
    public void A_platform_removes_an_account_of_its_own() =>
        Story.Bound().Do(WeChat.Unbind("zhou88")).State.Bindings.ShouldBeEmpty();

    [Fact]
    public void A_platform_that_removes_what_it_was_asked_for_has_answered() =>
        Story.Clearing().Do(WeChat.Unbind("zhou88")).TheUnbinding.State.ShouldBe(UnbindingState.Unbound);

    [Fact]
    public void A_platform_does_not_reach_another_platforms_account() =>
        Story.Bound().Try(Didi.Unbind("zhou88")).Refusal.ShouldBe(Refusal.NotFound);

    [Fact]
    public void A_carrier_may_not_bind_an_account() =>
        Story.Bound().Try(WeChat.Bind("x") with { Actor = Cmcc.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    [Fact]
    public void An_account_of_an_earlier_tenure_is_not_confirmed() =>
        Story.SecondHand().Try(WeChat.Confirm("zhou88")).Refusal.ShouldBe(Refusal.EarlierTenure);

    [Fact]
    public void An_account_that_is_not_confirmed_for_the_silent_period_must_be_verified_again() =>
        Story.Bound().Pass(days: 90).Deliveries.Select(d => d.Kind).ShouldBe(["binding.reverification-due"]);

    [Fact]
    public void A_confirmed_account_is_left_alone_for_another_silent_period() =>
        Story.Bound().Pass(days: 89).Do(WeChat.Confirm("zhou88")).Pass(days: 89).Events.ShouldBeEmpty();

    [Fact]
    public void The_silent_period_is_the_platforms_own() =>
        Story.New().WithPlatform(WeChat, new PlatformPolicy { SilentPeriodDays = 30 }).Do(Cmcc.Assign("zhou")).Do(WeChat.Bind("zhou88"))
            .Pass(days: 30).Events.ShouldHaveSingleItem().ShouldBeOfType<ReverificationDue>();

    [Fact]
    public void A_number_carries_at_most_five_hundred_accounts()
    {
        var story = Story.New().Do(Cmcc.Assign("zhou"));
        foreach (var account in Enumerable.Range(0, NumberLifecycle.MostBindings))
        {
            story.Do(WeChat.Bind($"account{account}"));
        }

        story.Try(Didi.Bind("one more")).Refusal.ShouldBe(Refusal.TooManyBindings);
    }
}
