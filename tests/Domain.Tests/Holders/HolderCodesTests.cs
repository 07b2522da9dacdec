using RecycledNumbers.Domain.Holders;

namespace RecycledNumbers.Domain.Tests.Holders;

public sealed class HolderCodesTests
{
    private static readonly DateTimeOffset Now = Story.Start;

    [Fact]
    public void A_code_is_good_for_five_minutes()
    {
        Asked().MayTry(Now.AddMinutes(5).AddMilliseconds(-1)).ShouldBeTrue();
        Asked().MayTry(Now.AddMinutes(5)).ShouldBeFalse();
    }

    [Fact]
    public void A_code_that_was_right_is_used() => Asked().Tried(right: true).MayTry(Now).ShouldBeFalse();

    [Fact]
    public void The_fifth_wrong_try_is_the_last()
    {
        var four = Enumerable.Range(0, 4).Aggregate(Asked(), (codes, _) => codes.Tried(right: false));
        four.MayTry(Now).ShouldBeTrue();
        four.Tried(right: false).MayTry(Now).ShouldBeFalse();
    }

    [Fact]
    public void The_next_code_takes_the_place_of_the_last() => Asked().Ask(Code("second", Now), Now)!.Code!.Id.ShouldBe("second");

    [Fact]
    public void Three_codes_in_a_quarter_of_an_hour_are_enough()
    {
        var three = Asked().Ask(Code("2", Now), Now)!.Ask(Code("3", Now), Now)!;
        three.Ask(Code("4", Now.AddMinutes(14)), Now.AddMinutes(14)).ShouldBeNull();
        three.Ask(Code("4", Now.AddMinutes(15)), Now.AddMinutes(15)).ShouldNotBeNull();
    }

    [Fact]
    public void Ten_codes_in_a_day_are_enough()
    {
        var ten = Enumerable.Range(1, 9).Aggregate(Asked(), (codes, hour) => codes.Ask(Code($"{hour}", Now.AddHours(hour)), Now.AddHours(hour))!);
        ten.Ask(Code("11", Now.AddHours(23)), Now.AddHours(23)).ShouldBeNull();
        ten.Ask(Code("11", Now.AddHours(24)), Now.AddHours(24)).ShouldNotBeNull();
    }

    [Fact]
    public void What_is_a_day_old_may_be_forgotten()
    {
        Asked().IsOver(Now.AddHours(23)).ShouldBeFalse();
        Asked().IsOver(Now.AddDays(1)).ShouldBeTrue();
    }

    private static HolderCodes Asked() => new HolderCodes().Ask(Code("first", Now), Now)!;

    private static HolderCode Code(string id, DateTimeOffset now) => new(id, "sealed", 1, Platform: null, "en", now + HolderCodes.Life, Tries: 0);
}
