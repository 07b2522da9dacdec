using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Domain.Tests.Tenures;

/// <summary>When it can't be told any more who had a number.</summary>
public sealed class ErasureRulesTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    [Fact]
    public void A_tenure_that_lasts_has_a_salt_without_an_end()
    {
        var salt = Kept(Story.Bound()).Salts.ShouldHaveSingleItem();

        (salt.Generation, salt.EraseAt).ShouldBe((1, null));
    }

    [Fact]
    public void The_time_runs_from_the_end_of_the_tenure()
    {
        var story = Story.Bound().Do(Cmcc.Deactivate());

        Kept(story).Salts.Single().EraseAt.ShouldBe(story.State.Tenure!.Ended + Retention);
    }

    [Fact]
    public void Who_has_the_number_again_has_no_end_and_later_tenures_move_none()
    {
        var frozen = Story.Bound().Do(Cmcc.Deactivate());
        var first = Kept(frozen);
        var again = frozen.Pass(days: 2).Do(Cmcc.Reinstate("zhou")).State with { Salts = first.Salts };
        ErasureRules.Keep(again, [], Retention, Salt).Salts.Single().EraseAt.ShouldBeNull();

        var second = Story.Bound().Do(Cmcc.Deactivate()).Pass(days: 120).Do(Cmcc.Assign("yue"));
        var kept = ErasureRules.Keep(second.State with { Salts = first.Salts }, [], Retention, Salt);
        var third = second.Pass(days: 5).Do(Cmcc.Transfer("ying")).State with { Salts = kept.Salts };
        ErasureRules.Keep(third, [], Retention, Salt).Salts.Select(s => (s.Generation, s.EraseAt)).ShouldBe([(1, first.Salts[0].EraseAt), (2, third.LastEnded + Retention), (3, null)]);
    }

    [Fact]
    public void Once_its_time_has_come_the_subscriber_the_salt_and_what_is_over_are_gone_and_nothing_else()
    {
        var state = Kept(Story.Bound().Do(Didi.Bind("rider")).Do(Cmcc.Deactivate()).Pass(days: 4).Do(WeChat.Unbind("zhou88")).Pass(days: 120));
        var due = state.Salts.Single().EraseAt!.Value;
        state.NextDue().ShouldBe(due);

        var decision = NumberLifecycle.Decide(state, Registry.Wake(), new() { Freeze = FreezeProfile.Of("CN") }, due);

        decision.Events.ShouldBe([new TenureErased(due, 1)]);
        decision.Deliveries.ShouldBeEmpty();
        decision.State.Tenure!.Subscriber.ShouldBe("");
        decision.State.Salts.ShouldBeEmpty();
        decision.State.Unbindings.ShouldHaveSingleItem().Account.ShouldBe("rider");
        decision.State.Bindings.ShouldBe(state.Bindings);
        decision.State.Cleared.ShouldBe(state.Cleared);
        decision.State.NextDue().ShouldBeNull();
        ErasureRules.Keep(decision.State, [], Retention, Salt).Salts.ShouldBeEmpty();
    }

    [Fact]
    public void Not_a_moment_before_its_time_is_anything_gone()
    {
        var state = Kept(Story.Bound().Do(Cmcc.Deactivate()).Pass(days: 130));
        var due = state.Salts.Single().EraseAt!.Value;

        NumberLifecycle.Decide(state, Registry.Wake(), new() { Freeze = FreezeProfile.Of("CN") }, due.AddTicks(-1)).State.Salts.ShouldBe(state.Salts);
        NumberLifecycle.Decide(state, Registry.Wake(), new() { Freeze = FreezeProfile.Of("CN") }, due).State.Salts.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_is_the_subscriber_who_was_erased()
    {
        var released = Story.Bound().Do(Cmcc.Deactivate()).Pass(days: 200).State;
        var erased = NumberReplay.Apply(released, new TenureErased(Story.Start.AddDays(600), 1));
        var policies = new NumberPolicies { Freeze = FreezeProfile.Of("CN"), BlockHolder = "cmcc" };

        NumberLifecycle.Decide(released, Cmcc.Assign("zhou"), policies, Story.Start.AddDays(600)).State.Generation.ShouldBe(1);
        NumberLifecycle.Decide(erased, Cmcc.Assign("zhou"), policies, Story.Start.AddDays(600)).State.Generation.ShouldBe(2);
    }

    [Fact]
    public void A_frozen_number_can_still_be_given_back_however_long_it_rests()
    {
        var state = ErasureRules.Keep(Story.Bound().Do(Cmcc.Deactivate()).State, [], TimeSpan.FromDays(1), Salt);

        state.NextDue().ShouldNotBe(state.Salts.Single().EraseAt);
        NumberLifecycle.Decide(state, Registry.Wake(), new() { Freeze = FreezeProfile.Of("CN") }, state.Salts.Single().EraseAt!.Value).Events.OfType<TenureErased>().ShouldBeEmpty();
    }

    [Fact]
    public void A_tenure_whose_salt_is_gone_gets_another_where_something_more_is_to_be_sealed()
    {
        var state = Kept(Story.SecondHand());

        ErasureRules.Keep(state, [1], Retention, Salt).Salts.Select(s => s.Generation).ShouldBe([1, 2]);
    }

    private static NumberState Kept(Story story) => ErasureRules.Keep(story.State, [], Retention, Salt);

    private static string Salt() => "salt";
}
