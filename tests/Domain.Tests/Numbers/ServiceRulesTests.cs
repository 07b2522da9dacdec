using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Numbers;

public sealed class ServiceRulesTests
{
    [Fact]
    public void Suspension_unbinds_nothing_and_tells_nobody()
    {
        var story = Story.Bound().Do(Cmcc.Suspend());
        (story.State.Phase, story.State.Unbindings.Length, story.Deliveries.Count, story.State.Bindings.Length).ShouldBe((Phase.Suspended, 0, 0, 1));
    }

    [Fact]
    public void A_suspended_number_stays_its_owners_however_long_it_lasts() =>
        Story.Bound().Do(Cmcc.Suspend()).Pass(days: 400).State.Owned.ShouldBeTrue();

    [Fact]
    public void Service_goes_on() => Story.Bound().Do(Cmcc.Suspend()).Do(Cmcc.Resume()).State.Phase.ShouldBe(Phase.InService);

    [Fact]
    public void A_suspended_number_is_not_suspended_again() =>
        Story.Bound().Do(Cmcc.Suspend()).Try(Cmcc.Suspend()).Refusal.ShouldBe(Refusal.AlreadySuspended);

    [Fact]
    public void A_number_in_service_is_not_resumed() => Story.Bound().Try(Cmcc.Resume()).Refusal.ShouldBe(Refusal.NotSuspended);

    [Fact]
    public void Another_carrier_finds_no_number() => Story.Bound().Try(Unicom.Deactivate()).Refusal.ShouldBe(Refusal.NotFound);

    [Fact]
    public void A_platform_may_not_deactivate() =>
        Story.Bound().Try(Cmcc.Deactivate() with { Actor = WeChat.Party }).Refusal.ShouldBe(Refusal.NotAllowed);

    [Theory]
    [InlineData("CN", Usage.Residential, false, 0, 90)]
    [InlineData("CN", Usage.Residential, false, 30, 90)]
    [InlineData("CN", Usage.Residential, false, 365, 365)]
    [InlineData("US", Usage.Residential, false, 0, 45)]
    [InlineData("US", Usage.Business, false, 60, 365)]
    [InlineData("AU", Usage.Residential, false, 0, 180)]
    [InlineData("AU", Usage.Residential, true, 0, 365)]
    [InlineData("FR", Usage.Residential, true, 0, 45)]
    [InlineData("IN", Usage.Residential, false, 0, 90)]
    [InlineData("KR", Usage.Business, false, 0, 90)]
    [InlineData("XX", Usage.Residential, false, 0, 90)]
    public void A_number_rests_as_long_as_its_country_says_or_longer(string country, Usage usage, bool nuisance, int carrierDays, int days)
    {
        var story = Story.New(new CarrierPolicy { FreezeDays = carrierDays }, country).Do(Cmcc.Assign("zhou", usage: usage)).Do(Cmcc.Deactivate(nuisance: nuisance));
        story.State.FrozenUntil.ShouldBe(story.Now.AddDays(days));
    }

    [Fact]
    public void A_deactivation_may_be_dated_back_and_the_freeze_counts_from_there() =>
        Story.Bound().Do(Cmcc.Deactivate(Story.Start.AddDays(4))).State.FrozenUntil.ShouldBe(Story.Start.AddDays(94));

    [Fact]
    public void A_deactivation_is_not_dated_before_the_tenure() =>
        Story.Bound().Try(Cmcc.Deactivate(Story.Start.AddDays(-1))).Refusal.ShouldBe(Refusal.DateOutOfRange);

    [Fact]
    public void A_deactivation_is_not_dated_in_the_future() =>
        Story.Bound().Try(Cmcc.Deactivate(Story.Start.AddDays(11))).Refusal.ShouldBe(Refusal.DateOutOfRange);

    [Fact]
    public void A_deactivation_is_not_dated_back_further_than_31_days() =>
        Story.Bound().Pass(days: 60).Try(Cmcc.Deactivate(Story.Start.AddDays(38))).Refusal.ShouldBe(Refusal.DateOutOfRange);

    [Fact]
    public void Platforms_are_told_at_once_and_asked_only_after_the_grace_period()
    {
        var story = Story.Bound().Do(Cmcc.Deactivate());
        story.Deliveries.Select(d => d.Kind).ShouldBe(["number.deactivated", "rebind.reminder"]);
        story.Pass(days: 2.99).Deliveries.ShouldBeEmpty();
        story.Pass(days: 0.01).Deliveries.Select(d => d.Kind).ShouldBe(["unbinding.requested"]);
    }

    [Fact]
    public void Without_a_grace_period_platforms_are_asked_at_once() =>
        Story.Bound(new CarrierPolicy { GraceDays = 0 }).Do(Cmcc.Deactivate()).Open.Count().ShouldBe(1);

    [Fact]
    public void A_suspended_number_may_be_deactivated() =>
        Story.Bound().Do(Cmcc.Suspend()).Do(Cmcc.Deactivate()).State.Phase.ShouldBe(Phase.Frozen);

    [Fact]
    public void The_owners_own_forwarding_ends_with_the_tenure()
    {
        var story = Story.Bound().Do(Cmcc.Forward(Story.Elsewhere)).Do(Cmcc.Deactivate());
        story.State.Forwarding.ShouldBeEmpty();
        story.Deliveries.ShouldContain(d => d.Kind == "forwarding.cancelled" && d.To.Text == "carrier:cmcc");
    }
}
