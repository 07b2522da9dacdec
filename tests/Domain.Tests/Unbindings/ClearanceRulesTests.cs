using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Unbindings;

public sealed class ClearanceRulesTests
{
    private static readonly CarrierPolicy WithSystems = new() { Systems = ["voicemail", "caller-name"] };

    [Fact]
    public void The_carriers_own_systems_are_cleared_like_platforms()
    {
        var story = Story.Clearing(WithSystems);
        story.Open.Select(u => (u.Party.ToString(), u.Account)).ShouldBe([("platform:wechat", "zhou88"), ("carrier:cmcc", "voicemail"), ("carrier:cmcc", "caller-name")]);
    }

    [Fact]
    public void The_carrier_acknowledges_its_systems()
    {
        var story = Story.New(WithSystems).Do(Cmcc.Assign("zhou")).Do(Cmcc.Deactivate()).Pass(days: 3);
        var asked = story.State.Unbindings;
        story.Do(Cmcc.Report(asked[0].Id, UnbindingOutcome.Unbound)).Do(Cmcc.Report(asked[1].Id, UnbindingOutcome.NotFound));
        story.Deliveries.Select(d => d.Kind).ShouldBe(["clearance.completed"]);
    }

    [Fact]
    public void A_carriers_system_that_is_not_cleared_holds_the_number() =>
        Story.New(WithSystems).Do(Cmcc.Assign("zhou")).Do(Cmcc.Deactivate()).Pass(days: 91).State.Held.ShouldBeTrue();

    [Fact]
    public void A_buyer_is_told_nothing_of_the_carriers_systems()
    {
        var story = Story.New(WithSystems).Do(Cmcc.Assign("zhou")).Do(Cmcc.Deactivate()).Pass(days: 3);
        story.Do(Cmcc.Report(story.State.Unbindings[0].Id, UnbindingOutcome.Unbound)).Disclosure.Cleared.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ClearanceState.None, 0)]
    [InlineData(ClearanceState.Waiting, 1)]
    [InlineData(ClearanceState.Open, 2)]
    [InlineData(ClearanceState.Complete, 3)]
    [InlineData(ClearanceState.Residual, 4)]
    public void A_clearance_stands_where_it_stands(ClearanceState state, int place)
    {
        Story[] places =
        [
            Story.Bound(), Story.Bound().Do(Cmcc.Deactivate()), Story.Clearing(),
            Story.Clearing().Do(WeChat.Unbind("zhou88")), Story.Clearing().Pass(days: 120),
        ];
        ClearanceRules.StateOf(places[place].State).ShouldBe(state);
    }

    [Fact]
    public void A_deadline_is_the_end_of_the_fifth_working_day_where_the_platform_works() =>
        Story.Clearing().TheUnbinding.Deadline.ShouldBe(new DateTimeOffset(2026, 3, 20, 16, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_forwarding_aimed_at_the_number_holds_it_until_it_is_off()
    {
        var story = Story.New().Do(Cmcc.Assign("zhou")).Do(Registry.NoteInbound(Story.Elsewhere, Story.Start)).Do(Cmcc.Deactivate()).Pass(days: 91);
        story.State.Held.ShouldBeTrue();
        story.Do(Registry.DropInbound(Story.Elsewhere, Story.Start)).State.Phase.ShouldBe(Phase.Available);
    }
}
