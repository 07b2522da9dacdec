using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Grains.Tests.Numbers;

public sealed class TenureSealTests
{
    private const string Number = "+8613800138000";
    private static readonly DateTimeOffset At = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    private static readonly TenureSeal Seal = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void What_was_sealed_is_opened_by_the_same_number_tenure_salt_and_key_alone()
    {
        var (state, text) = Sealed("+8613900139000");

        text.ShouldStartWith("~1.");
        text.ShouldNotContain("13900139000");
        Seal.Open(Number, state.Salts, text).ShouldBe("+8613900139000");
        Seal.Open("+8613800138001", state.Salts, text).ShouldBeNull();
        Seal.Open(Number, [state.Salts[0] with { Salt = TenureSeal.NewSalt() }], text).ShouldBeNull();
        Seal.Open(Number, [], text).ShouldBeNull();
        Seal.Open(Number, [state.Salts[0] with { Generation = 2 }], "~2" + text[2..]).ShouldBeNull();
        new TenureSeal(new byte[32]).Open(Number, state.Salts, text).ShouldBeNull();
    }

    [Theory]
    [InlineData("~1.")]
    [InlineData("~1.AAAA")]
    [InlineData("~1.%%%")]
    [InlineData("~1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_altered_opens_to_nothing(string text) => Seal.Open(Number, Sealed("x").State.Salts, text).ShouldBeNull();

    [Theory]
    [InlineData("+8613900139000")]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("~.x")]
    [InlineData("~x.y")]
    public void What_an_earlier_release_wrote_is_read_as_it_is(string text) => Seal.Open(Number, [], text).ShouldBe(text);

    [Fact]
    public void The_same_text_is_never_the_same_twice() => Sealed("zhou").Text.ShouldNotBe(Sealed("zhou").Text);

    [Fact]
    public void Each_tenure_has_its_own_key()
    {
        var before = NumberState.New(Number) with { Phase = Phase.InService, Tenure = Tenure(1, "zhou") };
        var (state, events) = Seal.Seal(before, before with { Tenure = Tenure(2, "yue"), LastEnded = At }, [new ForwardingCleared(At, default, "+8613900139000", At, "transferred"), new Transferred(At, 2, "yue")], TimeSpan.FromDays(400));

        state.Salts.Select(s => (s.Generation, s.EraseAt)).ShouldBe([(1, At.AddDays(400)), (2, null)]);
        events.OfType<ForwardingCleared>().Single().Target.ShouldStartWith("~1.");
        events.OfType<Transferred>().Single().Subscriber.ShouldStartWith("~2.");
        Seal.Open(Number, [state.Salts[1]], events.OfType<ForwardingCleared>().Single().Target).ShouldBeNull();
        Seal.Open(Number, [state.Salts[1]], events.OfType<Transferred>().Single().Subscriber).ShouldBe("yue");
    }

    private static (NumberState State, string Text) Sealed(string text)
    {
        var state = NumberState.New(Number) with { Phase = Phase.InService, Tenure = Tenure(1, "zhou") };
        var (kept, events) = Seal.Seal(state, state, [new ForwardingSet(At, default, text)], TimeSpan.FromDays(400));
        return (kept, events.OfType<ForwardingSet>().Single().Target);
    }

    private static Tenure Tenure(int generation, string subscriber) => new() { Generation = generation, Subscriber = subscriber, Since = At.AddDays(-9) };
}
