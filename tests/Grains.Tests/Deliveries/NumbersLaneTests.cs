using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class NumbersLaneTests : IDisposable
{
    private const string Source = "+8613700137000";
    private const string Target = "+8613800138000";
    private static readonly DateTimeOffset Since = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DeliveryBody Body = new() { Forwarding = ForwardingKind.Busy, Since = Since };

    private readonly Sending _sending = new();

    [Fact]
    public async Task A_forwarding_that_was_set_is_noted_at_its_target()
    {
        var id = _sending.Queue("forwarding.noted", $"number:{Target}", Source, Body);

        await Drain();

        var (number, command) = _sending.Numbers.Told.ShouldHaveSingleItem();
        number.ShouldBe(Target);
        command.ShouldBeOfType<NoteInbound>().ShouldSatisfyAllConditions(
            c => c.Id.Key.ShouldBe(id), c => c.Actor.ShouldBe(Party.Registry), c => c.Source.ShouldBe(Source), c => c.Kind.ShouldBe(ForwardingKind.Busy), c => c.Since.ShouldBe(Since));
        _sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_forwarding_that_is_gone_is_dropped_at_its_target()
    {
        _sending.Queue("forwarding.dropped", $"number:{Target}", Source, Body);

        await Drain();

        _sending.Numbers.Told.ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Number.ShouldBe(Target), t => t.Command.ShouldBeOfType<DropInbound>().Source.ShouldBe(Source));
    }

    [Fact]
    public async Task A_recycled_target_has_its_source_stop_and_then_hears_that_it_did()
    {
        var id = _sending.Queue("forwarding.cancel", $"number:{Source}", Target, Body);

        await Drain();

        _sending.Numbers.Told.Select(t => t.Number).ShouldBe([Source, Target]);
        _sending.Numbers.Told[0].Command.ShouldBeOfType<CancelForwarding>().ShouldSatisfyAllConditions(c => c.Target.ShouldBe(Target), c => c.Since.ShouldBe(Since), c => c.Id.Key.ShouldBe(id));
        _sending.Numbers.Told[1].Command.ShouldBeOfType<DropInbound>().ShouldSatisfyAllConditions(c => c.Source.ShouldBe(Source), c => c.Id.Key.ShouldBe(id + ":dropped"));
    }

    [Fact]
    public async Task A_repeat_is_the_very_same_command()
    {
        _sending.Queue("forwarding.cancel", $"number:{Source}", Target, Body);
        _sending.Numbers.Answer = (number, _) => number == Target ? throw new InvalidOperationException("down") : null;
        await Drain();

        _sending.Numbers.Answer = (_, _) => null;
        _sending.Time.Advance(TimeSpan.FromMinutes(6));
        await Drain();

        _sending.Numbers.Told[2].ShouldBe(_sending.Numbers.Told[0]);
        _sending.Numbers.Told[3].ShouldBe(_sending.Numbers.Told[1]);
        _sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_settles_the_message()
    {
        _sending.Queue("forwarding.noted", $"number:{Target}", Source, Body);
        _sending.Numbers.Answer = (_, _) => Refusal.NotFound;

        await Drain();

        _sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_that_does_not_answer_is_asked_for_ever_and_holds_up_no_other()
    {
        var stuck = _sending.Queue("forwarding.noted", $"number:{Target}", Source, Body);
        _sending.Queue("forwarding.noted", "number:+8613900139000", Source, Body);
        _sending.Numbers.Answer = (number, _) => number == Target ? throw new InvalidOperationException("down") : null;
        for (var i = 0; i < 30; i++)
        {
            await Drain();
            _sending.Time.Advance(TimeSpan.FromMinutes(6));
        }

        _sending.Ledger.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Id.ShouldBe(stuck), r => r.State.ShouldBe(DeliveryState.Open), r => r.Attempts.ShouldBeGreaterThanOrEqualTo(30));
    }

    [Fact]
    public async Task What_is_no_message_is_dead()
    {
        var id = _sending.Queue("forwarding.noted", $"number:{Target}", Source, new DeliveryBody());

        await Drain();

        _sending.Ledger.Row(id).State.ShouldBe(DeliveryState.Dead);
    }

    public void Dispose() => _sending.Dispose();

    private Task Drain() => Sending.Drain(_sending.NumbersLane());
}
