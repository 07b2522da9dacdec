using RecycledNumbers.Ledger.Numbers;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_number_never_written_loads_as_null() => (await Ledger.Load(Number)).ShouldBeNull();

    [Fact]
    public async Task A_first_write_has_version_1_and_loads_back()
    {
        (await Ledger.Commit(Commit().Telling(Event(1), Event(2)))).ShouldBeTrue();

        (await Ledger.Load(Number)).ShouldNotBeNull().ShouldSatisfyAllConditions(r => r.Version.ShouldBe(1), r => r.State.ShouldBe(Commit().State), r => r.CommandHashes.ShouldBeEmpty());
    }

    [Fact]
    public async Task Every_commit_raises_the_version_by_one()
    {
        await Ledger.Commit(Commit().Telling(Event(1)));

        (await Ledger.Commit(Commit(version: 1))).ShouldBeTrue();

        (await Ledger.Load(Number)).ShouldNotBeNull().ShouldSatisfyAllConditions(r => r.Version.ShouldBe(2), r => r.State.ShouldBe(Commit(version: 1).State), r => r.CommandHashes.ShouldBeEmpty());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Another_version_is_a_conflict_and_writes_nothing(long expected)
    {
        await Ledger.Commit(Commit());

        (await Ledger.Commit(Commit(version: expected).Telling(Event(9)).Sending(Delivery("late")) with { Command = Command() })).ShouldBeFalse();

        (await Ledger.Load(Number))!.Version.ShouldBe(1);
        (await Ledger.ReadEvents(Number, 0, 10)).ShouldBeEmpty();
        (await Ledger.FindDelivery("late")).ShouldBeNull();
        (await Ledger.FindCommand(Number, Command().Id)).ShouldBeNull();
    }

    [Fact]
    public async Task An_expected_version_of_a_number_never_written_is_a_conflict() => (await Ledger.Commit(Commit(version: 3))).ShouldBeFalse();

    [Fact]
    public async Task Of_many_first_writes_of_one_number_exactly_one_wins()
    {
        var won = await Together(Enumerable.Range(0, 64).Select(i => Commit().Telling(Event(1, cause: $"K{i}")).Sending(Delivery($"d{i}"))));

        won.Count(static w => w).ShouldBe(1);
        var winner = Array.IndexOf(won, value: true);
        (await Ledger.ReadEvents(Number, 0, 100)).ShouldHaveSingleItem().Cause.ShouldBe($"K{winner}");
        (await Ledger.FindDelivery($"d{winner}")).ShouldNotBeNull();
        (await Ledger.FindDelivery($"d{(winner + 1) % 64}")).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_first_writes_through_two_silos_exactly_one_wins()
    {
        await using var other = Open();
        for (var round = 0; round < 20; round++)
        {
            var number = NumberOf(round);
            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Ledger : other).Commit(Commit(number))));
            won.Count(static w => w).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Batches_of_two_silos_that_meet_on_the_same_numbers_each_have_one_winner()
    {
        await using var other = Open();
        var numbers = Enumerable.Range(0, 200).Select(NumberOf).ToList();
        await Together(numbers.Select(n => Commit(n)));

        for (var version = 1; version <= 5; version++)
        {
            var here = numbers.Select(n => Ledger.Commit(Commit(n, version))).ToList();
            var there = Enumerable.Reverse(numbers).Select(n => other.Commit(Commit(n, version))).ToList();

            (await Task.WhenAll(here)).Zip((await Task.WhenAll(there)).Reverse()).ShouldAllBe(static pair => pair.First ^ pair.Second);
        }
    }

    [Fact]
    public async Task A_version_conflict_fails_only_its_own_row()
    {
        await Ledger.Commit(Commit(NumberOf(7)));

        var won = await Together(Enumerable.Range(0, 100).Select(i => Commit(NumberOf(i)).Telling(Event())));

        won.Where((_, i) => i != 7).ShouldAllBe(static w => w);
        won[7].ShouldBeFalse();
        (await Ledger.ReadEvents(NumberOf(7), 0, 10)).ShouldBeEmpty();
        (await Ledger.ReadEvents(NumberOf(8), 0, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_command_id_on_the_same_number_is_written_once()
    {
        await Ledger.Commit(Commit() with { Command = Command() });

        (await Ledger.Commit(Commit(version: 1).Telling(Event()) with { Command = Command() })).ShouldBeFalse();

        (await Ledger.Load(Number))!.Version.ShouldBe(1);
        (await Ledger.ReadEvents(Number, 0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_command_id_on_another_number_is_another_command()
    {
        await Ledger.Commit(Commit() with { Command = Command() });

        (await Ledger.Commit(Commit(NumberOf(2)) with { Command = Command() })).ShouldBeTrue();
    }

    [Fact]
    public async Task Commits_of_one_number_that_wait_together_follow_one_another()
    {
        var won = await Together(Enumerable.Range(0, 20).Select(i => Commit(version: i) with { Command = Command($"K{i}") }));

        // Taken in order, each meets the version that the one before it left; none may win twice or skip.
        (await Ledger.Load(Number))!.Version.ShouldBe(won.Count(static w => w));
        won[0].ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_is_found_with_its_answer()
    {
        await Ledger.Commit(Commit() with { Command = Command() });

        (await Ledger.FindCommand(Number, Command().Id)).ShouldBe(Command());
        (await Ledger.FindCommand(Number, "carrier:cmcc/other")).ShouldBeNull();
        (await Ledger.FindCommand(NumberOf(1), Command().Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Events_read_back_oldest_first_after_a_sequence()
    {
        await Ledger.Commit(Commit().Telling(Event(1), Event(2), Event(3)));

        (await Ledger.ReadEvents(Number, 1, 10)).ShouldBe([Event(2), Event(3)]);
        (await Ledger.ReadEvents(Number, 0, 2)).ShouldBe([Event(1), Event(2)]);
    }

    [Fact]
    public async Task A_cancelled_caller_stops_waiting()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Ledger.Commit(Commit(), cancelled.Token));
    }

    [Fact]
    public async Task Grouped_loads_give_each_caller_its_own_row()
    {
        await Together(Enumerable.Range(0, 300).Select(i => Commit(NumberOf(i)) with { State = $"state {i}" }));

        var rows = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Ledger.Load(NumberOf(i % 350))));

        rows.Select(static r => r?.State).ShouldBe(Enumerable.Range(0, 400).Select(static i => i % 350 < 300 ? $"state {i % 350}" : null));
    }

    [Fact]
    public async Task Reopening_keeps_everything()
    {
        await Ledger.Commit(Commit().Telling(Event()).Sending(Delivery("d")) with { Command = Command(), Unbindings = [Unbinding("u")], WakeAt = Noon });
        await Ledger.DisposeAsync();
        await using var again = Open();

        (await again.Load(Number))!.CommandHashes.ShouldBe([CommandRow.HashOf(Command().Id)]);
        (await again.ReadEvents(Number, 0, 10)).ShouldBe([Event()]);
        (await again.FindCommand(Number, Command().Id)).ShouldBe(Command());
        (await again.FindDelivery("d")).ShouldNotBeNull();
        (await again.FindUnbinding("u")).ShouldBe(Unbinding("u"));
        (await again.ReadDue([WakeShard.Of(Number)], Noon, 10)).ShouldBe([new DueNumber(Number, Noon)]);
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_refuses_what_comes_after()
    {
        var waiting = Enumerable.Range(0, 200).Select(i => Ledger.Commit(Commit(NumberOf(i)))).ToArray();
        await Ledger.DisposeAsync();

        (await Task.WhenAll(waiting)).ShouldAllBe(static w => w);
        (await Outcome(Commit())).ShouldBe(nameof(LedgerUnavailableException));
    }

    private async Task<bool[]> Together(IEnumerable<NumberCommit> commits) => await Task.WhenAll(commits.ToList().Select(c => Ledger.Commit(c)));

    private async Task<string> Outcome(NumberCommit commit)
    {
        try
        {
            return await Ledger.Commit(commit) ? "written" : "conflict";
        }
        catch (LedgerException exception)
        {
            return exception.GetType().Name;
        }
    }
}
