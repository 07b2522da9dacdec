using RecycledNumbers.Ledger.Deliveries;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Old_answers_go_and_their_ids_stay_until_they_are_old_too()
    {
        foreach (var (i, days) in new[] { 400, 40, 4 }.Index())
        {
            await Ledger.Commit(Commit(NumberOf(i)) with { Command = Command($"K{i}") with { At = Noon.AddDays(-days) } });
        }

        (await Ledger.Forget(Noon.AddDays(-30), Noon.AddDays(-365), Noon, 100)).ShouldBe(2);

        (await Ledger.FindCommand(NumberOf(0), "K0")).ShouldBeNull();
        (await Ledger.FindCommand(NumberOf(1), "K1"))!.Answer.ShouldBeNull();
        (await Ledger.FindCommand(NumberOf(2), "K2"))!.Answer.ShouldNotBeNull();
        (await Ledger.Commit(Commit(NumberOf(1), version: 1) with { Command = Command("K1") })).ShouldBeFalse();
    }

    [Fact]
    public async Task Forgetting_takes_no_more_than_asked_at_a_time()
    {
        await Together(Enumerable.Range(0, 10).Select(i => Commit(NumberOf(i)) with { Command = Command($"K{i}") }));
        var after = Noon.AddDays(1);

        (await Ledger.Forget(after, DateTimeOffset.MinValue, after, 4)).ShouldBe(4);
        (await Ledger.Forget(after, DateTimeOffset.MinValue, after, 4)).ShouldBe(4);
        (await Ledger.Forget(after, DateTimeOffset.MinValue, after, 4)).ShouldBe(2);
        (await Ledger.Forget(after, DateTimeOffset.MinValue, after, 4)).ShouldBe(0);
        (await Ledger.Forget(after, after, after, 100)).ShouldBe(10);
    }

    [Fact]
    public async Task Acknowledged_deliveries_go_by_when_they_were_acknowledged_and_others_stay()
    {
        await Ledger.Commit(Commit().Sending(Delivery("early"), Delivery("late"), Delivery("waiting")));
        await Ledger.ParkForPull(Wechat);
        var rows = await Ledger.ReadDeliveries(Wechat, [DeliveryState.Pull], null, 10);
        await Ledger.AcknowledgePulled(Wechat, rows[0].Cursor, 10);
        Time.Advance(TimeSpan.FromDays(2));
        await Ledger.AcknowledgePulled(Wechat, rows[1].Cursor, 10);

        (await Ledger.Forget(DateTimeOffset.MinValue, DateTimeOffset.MinValue, Noon.AddDays(1), 10)).ShouldBe(1);

        (await Ledger.FindDelivery("early")).ShouldBeNull();
        (await Ledger.FindDelivery("late")).ShouldNotBeNull();
        (await Ledger.FindDelivery("waiting")).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_nobody_took_goes_once_it_is_old_and_what_is_still_tried_stays()
    {
        await Ledger.Commit(Commit().Sending(Delivery("dead"), Delivery("open")));
        await Ledger.RecordAttempts([new("dead", DeliveryState.Dead, 9, Noon, 503, "busy")]);
        await Ledger.EnqueueDelivery(Delivery("young") with { Lane = "carrier:cmcc/0", Destination = "carrier:cmcc" }, Number, Noon.AddDays(10));
        await Ledger.ParkForPull("carrier:cmcc");

        (await Ledger.ForgetUndelivered(Noon.AddDays(9), 10)).ShouldBe(1);

        (await Ledger.FindDelivery("dead")).ShouldBeNull();
        (await Ledger.FindDelivery("open")).ShouldNotBeNull();
        (await Ledger.FindDelivery("young")).ShouldNotBeNull();
        (await Ledger.ForgetUndelivered(Noon.AddDays(11), 10)).ShouldBe(1);
    }

    [Fact]
    public async Task The_simulated_clock_stands_at_zero_until_it_is_moved_forward()
    {
        (await Ledger.ReadClockOffset()).ShouldBe(TimeSpan.Zero);

        (await Ledger.AdvanceClock(TimeSpan.FromDays(90))).ShouldBe(TimeSpan.FromDays(90));
        (await Ledger.AdvanceClock(TimeSpan.FromTicks(1))).ShouldBe(TimeSpan.FromDays(90) + TimeSpan.FromTicks(1));

        (await Ledger.ReadClockOffset()).ShouldBe(TimeSpan.FromDays(90) + TimeSpan.FromTicks(1));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Ledger.AdvanceClock(TimeSpan.FromTicks(-1)));
    }
}
