using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Tenures;

public sealed class ReminderRulesTests
{
    [Fact]
    public void The_previous_owner_is_reminded_at_deactivation_and_on_days_30_and_75()
    {
        var story = Story.Bound().Do(Cmcc.Deactivate());
        var ended = story.Now;
        var first = story.Events.OfType<OwnerReminded>().Single().At;
        story.Pass(days: 89).Events.OfType<OwnerReminded>().Select(e => e.At).Prepend(first)
            .ShouldBe([ended, ended.AddDays(30), ended.AddDays(75)]);
    }

    [Fact]
    public void No_reminder_follows_the_last_account()
    {
        var story = Story.Clearing();
        story.Do(WeChat.Report(story.TheUnbinding.Id, UnbindingOutcome.Sealed)).Pass(days: 89)
            .Events.OfType<OwnerReminded>().ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_is_reminded_where_nothing_hangs_on_the_number() =>
        Story.New().Do(Cmcc.Assign("zhou")).Do(Cmcc.Deactivate()).Events.OfType<OwnerReminded>().ShouldBeEmpty();

    [Fact]
    public void One_reminder_names_every_account_that_still_stands() =>
        Story.Bound().Do(Didi.Bind("rider")).Do(Cmcc.Deactivate()).Events.OfType<OwnerReminded>().Single().BindingIds.Length.ShouldBe(2);

    [Fact]
    public void The_days_are_the_carriers() =>
        Story.Bound(new CarrierPolicy { ReminderDays = [10, 400] }).Do(Cmcc.Deactivate()).State.Reminders.ShouldBe([Story.Start.AddDays(20)]);

    [Fact]
    public void Days_that_were_missed_come_as_one_reminder() =>
        Story.Clearing().Miss(days: 80).Do(Registry.Wake()).Events.OfType<OwnerReminded>().Count().ShouldBe(1);

    [Fact]
    public void A_reinstated_owner_is_reminded_of_nothing() =>
        Story.Clearing().Do(Cmcc.Reinstate("zhou")).Pass(days: 80).Events.OfType<OwnerReminded>().ShouldBeEmpty();
}
