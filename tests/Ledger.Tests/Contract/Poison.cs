using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_poisoned_row_fails_only_its_own_caller()
    {
        // Its event number 1 is taken: the key of the history refuses the row, and with it the whole statement that it came in.
        await Ledger.Commit(Commit(NumberOf(31)).Telling(Event(1)));
        var commits = Enumerable.Range(0, 100).Select(i => i == 31
            ? Commit(NumberOf(31), version: 1).Telling(Event(1)).Sending(Delivery("poisoned")) with { Command = Command("poisoned") }
            : Commit(NumberOf(i)).Telling(Event(1)).Sending(Delivery($"d{i}")));

        var outcomes = await Task.WhenAll(commits.Select(Outcome));

        outcomes.Where((_, i) => i != 31).ShouldAllBe(static o => o == "written");
        outcomes[31].ShouldBe(nameof(LedgerRejectedException));
        (await Ledger.Load(NumberOf(31)))!.Version.ShouldBe(1);
        (await Ledger.FindDelivery("poisoned")).ShouldBeNull();
        (await Ledger.FindCommand(NumberOf(31), "poisoned")).ShouldBeNull();
        (await Ledger.FindDelivery("d32")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\ud83d')]
    [InlineData('\ude00')]
    public async Task Text_that_no_database_keeps_is_refused_for_its_own_caller(char poison)
    {
        var poisoned = Outcome(Commit(NumberOf(1)) with { State = $"a{poison}b" });
        var neighbour = Outcome(Commit(NumberOf(2)) with { State = "whole 😀 pair" });

        (await poisoned).ShouldBe(nameof(LedgerRejectedException));
        (await neighbour).ShouldBe("written");
        (await Ledger.Load(NumberOf(2)))!.State.ShouldBe("whole 😀 pair");
    }

    [Fact]
    public async Task A_commit_beyond_all_measure_is_refused()
    {
        (await Outcome(Commit() with { State = new string('x', 4_000_001) })).ShouldBe(nameof(LedgerRejectedException));
        (await Outcome(Commit() with { State = new string('x', 3_900_000) })).ShouldBe("written");
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused_for_its_own_caller()
    {
        var outcomes = await Task.WhenAll(
            Outcome(Commit(NumberOf(1)) with { Command = Command(new string('k', 201)) }),
            Outcome(Commit(NumberOf(2)) with { Command = Command(new string('k', 200)) }),
            Outcome(Commit(NumberOf(3)).Sending(Delivery(new string('d', 5_000)))),
            Outcome(Commit(NumberOf(4))));

        outcomes.ShouldBe([nameof(LedgerRejectedException), "written", nameof(LedgerRejectedException), "written"]);
    }
}
