using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Operators;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task What_is_kept_takes_the_place_of_what_was_kept_before()
    {
        await Ledger.Kept.Keep("phases", """{"held":1}""", Noon);
        await Ledger.Kept.Keep("phases", """{"held":2}""", Noon.AddHours(1));
        await Ledger.Kept.Keep(KeptNames.Silo + "a", "{}", Noon);
        await Ledger.Kept.ForgetSilos(Noon.AddMinutes(1));

        (await Ledger.Kept.Read()).ShouldBe([new KeptFigure("phases", """{"held":2}""", Noon.AddHours(1))]);
    }

    [Fact]
    public async Task One_has_the_turn_until_it_has_been_silent_for_long_enough()
    {
        (await Ledger.Kept.TakeTurn("a", Noon, Noon.AddSeconds(10))).ShouldBeTrue();
        (await Ledger.Kept.TakeTurn("b", Noon.AddSeconds(5), Noon.AddSeconds(15))).ShouldBeFalse();
        (await Ledger.Kept.TakeTurn("a", Noon.AddSeconds(5), Noon.AddSeconds(15))).ShouldBeTrue();
        (await Ledger.Kept.TakeTurn("b", Noon.AddSeconds(16), Noon.AddSeconds(26))).ShouldBeTrue();
        (await Ledger.Kept.TakeTurn("a", Noon.AddSeconds(17), Noon.AddSeconds(27))).ShouldBeFalse();
    }

    [Fact]
    public async Task Numbers_that_were_frozen_before_and_those_that_the_feed_names_stand_in_the_calendar_once()
    {
        await Ledger.Commit(OfState(Freezing(NumberOf(1), days: 10)));
        await Ledger.Commit(OfState(Freezing(NumberOf(2), days: 10, open: true)));
        await Ledger.Commit(OfState(NumberState.New(NumberOf(3)) with { Phase = Phase.InService }));
        var reached = await FollowAll(FollowedEvents.Nothing);
        reached.Complete.ShouldBeTrue();
        var day = Days.Of(Noon.AddDays(10));
        (await Ledger.Kept.CountLeaving(day - 1, day + 1)).ShouldBe([new LeavingDay(day, 2, 1)]);

        await Ledger.Commit(OfState(Freezing(NumberOf(3), days: 11), version: 1).Telling(Event(1) with { Type = "deactivated" }));
        await Ledger.Commit(OfState(Freezing(NumberOf(2), days: 10), version: 1).Telling(Event(1) with { Type = "clearanceCompleted" }));
        await Ledger.Commit(OfState(NumberState.New(NumberOf(1)), version: 1).Telling(Event(1) with { Type = "released" }));
        reached = await FollowAll(reached);
        (await Ledger.Kept.CountLeaving(day - 1, day + 1)).ShouldBe([new LeavingDay(day, 1, 0), new LeavingDay(day + 1, 1, 0)]);
        // The same once more comes to the same.
        await FollowAll(reached with { Cursor = null, Shard = 0 });
        (await Ledger.Kept.CountLeaving(day - 1, day + 1)).ShouldBe([new LeavingDay(day, 1, 0), new LeavingDay(day + 1, 1, 0)]);
        (await Ledger.Kept.CountPhases()).ShouldBe(new PhaseFigures(1, 0, 0, 2, 0));
    }

    [Fact]
    public async Task Held_numbers_are_listed_longest_first_and_those_of_a_day_with_the_open_ones_first()
    {
        for (var i = 1; i <= 3; i++) await Ledger.Commit(OfState(Freezing(NumberOf(i), days: -i, open: true) with { Held = true, HoldLimit = Noon.AddDays(30) }));
        for (var i = 4; i <= 6; i++) await Ledger.Commit(OfState(Freezing(NumberOf(i), days: 5, open: i == 6)));
        await FollowAll(FollowedEvents.Nothing);

        var first = await Ledger.Operators.ReadHeld(null, 2);
        first.Select(static f => f.Number).ShouldBe([NumberOf(3), NumberOf(2)]);
        first[0].ShouldBe(new FrozenNumber(NumberOf(3), Noon.AddDays(-3), IsHeld: true, Noon.AddDays(30), IsClear: false));
        (await Ledger.Operators.ReadHeld(first[^1], 2)).Select(static f => f.Number).ShouldBe([NumberOf(1)]);
        var day = Days.Of(Noon.AddDays(5));
        var leaving = await Ledger.Operators.ReadLeaving(day, null, 2);
        leaving.Select(static f => f.Number).ShouldBe([NumberOf(6), NumberOf(4)]);
        (await Ledger.Operators.ReadLeaving(day, leaving[^1], 2)).Select(static f => f.Number).ShouldBe([NumberOf(5)]);
        (await Ledger.Kept.CountWaiting(Noon)).ShouldSatisfyAllConditions(w => w.Held.ShouldBe(3), w => w.OldestHeld.ShouldBe(Noon.AddDays(-3)));
        (await Ledger.Kept.CountPhases()).ShouldBe(new PhaseFigures(0, 0, 0, 3, 3));
    }

    [Fact]
    public async Task Parties_are_counted_with_what_is_open_what_is_late_and_how_long_they_took()
    {
        var reached = await FollowAll(FollowedEvents.Nothing);
        await Ledger.Commit(Commit(NumberOf(1)) with { Unbindings = [Unbinding("a", NumberOf(1)), Unbinding("b", NumberOf(1)) with { Deadline = Noon.AddDays(-1) }, Unbinding("c", NumberOf(1), "carrier:cmcc")] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Unbindings = [Unbinding("d", NumberOf(2), open: false) with { RequestedAt = Noon.AddHours(-4) }, Unbinding("e", NumberOf(2), open: false) with { RequestedAt = Noon.AddHours(-4) }] });
        await Ledger.Commit(Commit(NumberOf(2), version: 1).Telling(Settled(1, "d", UnbindingState.Unbound), Settled(2, "e", UnbindingState.Refused)));
        await FollowAll(reached);

        var parties = await Ledger.Kept.CountParties(Noon);
        parties.Select(static p => (p.Party, p.Open, p.Overdue, p.Answered, p.Refused)).ShouldBe([("carrier:cmcc", 1, 0, 0, 0), ("platform:wechat", 2, 1, 2, 1)]);
        parties[0].MedianMinutes.ShouldBeNull();
        parties[1].MedianMinutes!.Value.ShouldBeInRange(190, 260);
        (await Ledger.Operators.ReadOverdue(null, Noon, null, 10)).ShouldHaveSingleItem().Id.ShouldBe("b");
        (await Ledger.Operators.ReadOverdue("carrier:cmcc", Noon, null, 10)).ShouldBeEmpty();
        (await Ledger.Kept.CountWaiting(Noon)).ShouldSatisfyAllConditions(w => w.Overdue.ShouldBe(1), w => w.OldestOverdue.ShouldBe(Noon.AddDays(-1)));
        await Ledger.Kept.ForgetOutcomes(Days.Of(Noon) + 1);
        (await Ledger.Kept.CountParties(Noon))[1].Answered.ShouldBe(0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"$type":"neverHeardOf"}""")]
    public async Task An_outcome_that_can_not_be_read_holds_up_nobody(string data)
    {
        var reached = await FollowAll(FollowedEvents.Nothing);
        await Ledger.Commit(Commit(NumberOf(1)) with { Unbindings = [Unbinding("a", NumberOf(1), open: false) with { RequestedAt = Noon.AddHours(-4) }] });
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Event(1) with { Type = "unbindingSettled", Data = data }));
        await Ledger.Commit(Commit(NumberOf(1), version: 1).Telling(Settled(1, "a", UnbindingState.Unbound)));
        await FollowAll(reached);

        (await Ledger.Kept.CountParties(Noon)).ShouldHaveSingleItem().Answered.ShouldBe(1);
    }

    [Fact]
    public async Task An_act_is_on_record_once_and_ends_with_what_came_of_it()
    {
        (await Ledger.Operators.BeginAct(Act("1", NumberOf(1)))).ShouldBeTrue();
        (await Ledger.Operators.BeginAct(Act("1", NumberOf(2)))).ShouldBeFalse();
        (await Ledger.Operators.BeginAct(Act("2", NumberOf(2)))).ShouldBeTrue();
        await Ledger.Operators.EndAct("1", "done");

        var acts = await Ledger.Operators.ReadActs(null, null, 10);
        acts.Select(static a => (a.Id, a.Outcome, a.Reason)).ShouldBe([("2", "begun", "因为"), ("1", "done", "因为")]);
        (await Ledger.Operators.ReadActs(NumberOf(1), null, 10)).ShouldHaveSingleItem().Id.ShouldBe("1");
        (await Ledger.Operators.FindAct("1")).ShouldBe(acts[1]);
        (await Ledger.Operators.FindAct("3")).ShouldBeNull();
        (await Ledger.Operators.ReadActs(null, acts[0].Position, 10)).ShouldHaveSingleItem().Id.ShouldBe("1");
    }

    [Fact]
    public async Task Deliveries_of_a_number_are_those_that_wait_and_those_set_aside()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("open"), Delivery("dead"), Delivery("other", "platform:other")));
        await Ledger.Commit(Commit(NumberOf(2)).Sending(Delivery("another")));
        await Ledger.RecordAttempts([new("dead", Deliveries.DeliveryState.Dead, 9, Noon, 500, "busy"), new("open", Deliveries.DeliveryState.Open, 1, Noon.AddHours(1), 500, "busy")]);

        (await Ledger.Operators.ReadDeliveriesOf(NumberOf(1), [Wechat], 10)).Select(static d => d.Id).ShouldBe(["dead", "open"]);
        (await Ledger.Operators.RetryDelivery("open", Noon))!.NextAttempt.ShouldBe(Noon);
        (await Ledger.Operators.RetryDelivery("dead", Noon)).ShouldBeNull();
    }

    [Fact]
    public async Task A_number_that_can_not_be_read_is_marked_as_looked_at()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { State = "{" });
        await Ledger.NoteStuck(NumberOf(1), "It is broken.");
        (await Ledger.Kept.CountWaiting(Noon)).Unreadable.ShouldBe(1);
        (await Ledger.Operators.NoteLooked(NumberOf(1), "operator:dev", "坏了", Noon)).ShouldBeTrue();
        (await Ledger.Operators.NoteLooked(NumberOf(2), "operator:dev", "坏了", Noon)).ShouldBeFalse();

        var stuck = (await Ledger.ReadStuck(0, 10)).ShouldHaveSingleItem();
        (stuck.LookedAt, stuck.LookedBy, stuck.LookedWhy).ShouldBe((Noon, "operator:dev", "坏了"));
        (await Ledger.Kept.CountWaiting(Noon)).ShouldSatisfyAllConditions(w => w.Unreadable.ShouldBe(0), w => w.UnreadableSeen.ShouldBe(1));
    }

    private async Task<FollowedEvents> FollowAll(FollowedEvents from)
    {
        var (reached, more) = await Ledger.Kept.Follow(from);
        while (more) (reached, more) = await Ledger.Kept.Follow(reached);
        return reached;
    }

    private static NumberCommit OfState(NumberState state, long version = 0) => Commit(state.Number, version) with
    {
        State = NumberFormat.Write(state),
        Phase = char.ToLowerInvariant(state.Phase.ToString()[0]) + state.Phase.ToString()[1..],
    };

    private static NumberState Freezing(string number, int days, bool open = false) => NumberState.New(number) with
    {
        Phase = Phase.Frozen,
        Carrier = "cmcc",
        Tenure = new Tenure { Generation = 1, Subscriber = "s", Since = Noon.AddDays(-100), Ended = Noon.AddDays(-1) },
        FrozenUntil = Noon.AddDays(days),
        Unbindings = open
            ? [new Unbinding { Id = "u" + number, Party = Domain.Parties.Party.Platform("wechat"), Account = "a", Category = "social", Generation = 1, State = UnbindingState.Requested, Reason = "deactivated", Urgency = "normal", RequestedAt = Noon, Deadline = Noon.AddDays(7), Attempts = 1 }]
            : [],
    };

    private static EventRow Settled(long sequence, string id, UnbindingState state) =>
        Event(sequence) with { Type = "unbindingSettled", Data = NumberFormat.Write(new UnbindingSettled(Noon, id, state, "why")) };

    private static OperatorAct Act(string id, string number) =>
        new() { Id = id, At = Noon, Operator = "operator:dev", Client = "dev", Act = "release", Number = number, Subject = "", Reason = "因为" };
}
