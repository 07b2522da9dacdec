using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tests.Interceptions;

public sealed class InterceptionRulesTests
{
    [Fact]
    public void The_carrier_is_asked_and_answers()
    {
        var story = Story.SecondHand().Do(Registry.Intercept("+4420", SendersBy.Prefix));
        story.Deliveries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.To.Text.ShouldBe("carrier:cmcc"), d => d.Kind.ShouldBe("interception.requested"), d => d.Body.SendersBy.ShouldBe("prefix"), d => d.Body.Senders.ShouldBe("+4420"), d => d.Body.Deadline.ShouldBe(Mine(story).AnswerBy));

        story.Do(Cmcc.Answer(Mine(story).Id));
        Mine(story).ShouldSatisfyAllConditions(i => i.State.ShouldBe(InterceptionState.Active), i => i.AnswerBy.ShouldBeNull());
        story.Do(Cmcc.Answer(Mine(story).Id)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_needs_a_reason_and_only_the_carrier_that_was_asked_gives_it()
    {
        var story = Story.SecondHand().Do(Registry.Intercept());
        story.Try(Cmcc.Answer(Mine(story).Id, accepted: false)).Refusal.ShouldBe(Refusal.ReasonRequired);
        story.Try(Unicom.Answer(Mine(story).Id)).Refusal.ShouldBe(Refusal.NotFound);
        story.Try(Cmcc.Answer("ic_none")).Refusal.ShouldBe(Refusal.NotFound);
        story.Do(Cmcc.Answer(Mine(story).Id, accepted: false, "not offered"));

        Mine(story).State.ShouldBe(InterceptionState.Refused);
    }

    [Fact]
    public void The_holder_ends_it_and_the_carrier_is_told()
    {
        var story = Story.SecondHand().Do(Registry.Intercept()).Do(Registry.EndInterception(Story.SecondHand().Do(Registry.Intercept()).State.Interceptions.Single().Id));

        story.Deliveries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Kind.ShouldBe("interception.ended"), d => d.Body.Reason.ShouldBe("holder"));
        story.Try(Cmcc.Answer(Mine(story).Id)).Refusal.ShouldBe(Refusal.CaseClosed);
        story.Do(Registry.EndInterception(Mine(story).Id)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_asked_or_active_already_is_not_asked_again()
    {
        var story = Story.SecondHand().Do(Registry.Intercept());
        story.Do(Registry.Intercept()).Events.ShouldBeEmpty();
        story.Answer.Cases!.Interceptions.Single().Id.ShouldBe(Mine(story).Id);
    }

    [Fact]
    public void It_ends_with_the_tenure_and_the_carrier_is_told()
    {
        var story = Story.SecondHand().Do(Registry.Intercept()).Do(Cmcc.Deactivate());
        story.Deliveries.Single(d => d.Kind == "interception.ended").Body.Reason.ShouldBe("tenureOver");

        var passed = Story.SecondHand().Do(Registry.Intercept()).Do(Cmcc.Transfer("ying"));
        passed.Deliveries.Single(d => d.Kind == "interception.ended").To.Text.ShouldBe("carrier:cmcc");
        HolderCases.Of(passed.State).Interceptions.ShouldBeEmpty();
        passed.Try(Registry.EndInterception(passed.State.Interceptions.Single().Id)).Refusal.ShouldBe(Refusal.AnotherTenure);
        passed.Try(Registry.EndInterception(passed.State.Interceptions.Single().Id, generation: 3)).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void One_that_was_refused_can_not_be_taken_up_once_the_tenure_is_over_or_the_number_elsewhere()
    {
        var story = Story.SecondHand().Do(Registry.Intercept());
        story.Do(Cmcc.Answer(Mine(story).Id, accepted: false, "not offered")).Do(Cmcc.Port("unicom")).Try(Cmcc.Answer(Mine(story).Id)).Refusal.ShouldBe(Refusal.CaseClosed);
        story.Do(Unicom.Deactivate()).Try(Cmcc.Answer(story.State.Interceptions.Single().Id)).Refusal.ShouldBe(Refusal.CaseClosed);
    }

    [Fact]
    public void It_moves_with_the_number_to_another_carrier()
    {
        var story = Story.SecondHand().Do(Registry.Intercept()).Do(Cmcc.Answer(Story.SecondHand().Do(Registry.Intercept()).State.Interceptions.Single().Id)).Do(Cmcc.Port("unicom"));

        story.Deliveries.Where(d => d.Kind.StartsWith("interception.", StringComparison.Ordinal)).Select(d => $"{d.To} {d.Kind}").ShouldBe(["carrier:cmcc interception.ended", "carrier:unicom interception.requested"]);
        HolderCases.Of(story.State).Interceptions.Select(i => i.State).ShouldBe([InterceptionState.Ended, InterceptionState.Asked]);
    }

    [Fact]
    public void A_number_has_twenty_and_asks_for_twenty_a_day()
    {
        var story = Story.SecondHand();
        for (var i = 0; i < 20; i++)
        {
            story.Do(Registry.Intercept($"+86139001390{i:00}", SendersBy.Number));
        }

        story.Try(Registry.Intercept()).Refusal.ShouldBe(Refusal.TooManyInterceptions);
        story.Do(Registry.EndInterception(story.State.Interceptions[0].Id)).Try(Registry.Intercept()).Refusal.ShouldBe(Refusal.TooManyInterceptions);
        story.Pass(days: 1).Do(Registry.Intercept());
    }

    [Theory]
    [InlineData("+8")]
    [InlineData("+86")]
    [InlineData("+86138")]
    public void A_prefix_that_is_most_of_the_own_country_is_refused(string prefix) => Story.SecondHand().Try(Registry.Intercept(prefix, SendersBy.Prefix)).Refusal.ShouldBe(Refusal.TooWide);

    [Theory]
    [InlineData(SendersBy.Number, "+8613900139000", true)]
    [InlineData(SendersBy.Number, "+861", false)]
    [InlineData(SendersBy.Prefix, "+44", true)]
    [InlineData(SendersBy.Prefix, "44", false)]
    [InlineData(SendersBy.Prefix, "+", false)]
    [InlineData(SendersBy.Prefix, "+44\n", false)]
    [InlineData(SendersBy.Prefix, "+123456789012345", false)]
    [InlineData(SendersBy.Category, "callsFromAbroad", true)]
    [InlineData(SendersBy.Category, "Dunning", false)]
    [InlineData(SendersBy.Category, null, false)]
    public void Senders_that_exist_are_valid(SendersBy by, string? value, bool valid) => (Senders.TryParse(by, value) is not null).ShouldBe(valid);

    private static HolderInterception Mine(Story story) => HolderCases.Of(story.State).Interceptions.Single();
}
