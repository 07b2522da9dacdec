using RecycledNumbers.Ledger.Cases;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private const string Cmcc = "carrier:cmcc";

    private ICaseLists CaseLists => Ledger;

    [Fact]
    public async Task A_case_is_found_by_its_id_as_it_was_written_last()
    {
        await Ledger.Commit(Commit() with { Cases = [Case("c")] });
        await Ledger.Commit(Commit(version: 1) with { Cases = [Over(Case("c"))] });

        (await CaseLists.FindCase("c")).ShouldBe(Over(Case("c")));
        (await CaseLists.FindCase("d")).ShouldBeNull();
    }

    [Fact]
    public async Task A_party_lists_its_open_cases_and_those_that_are_over()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { Cases = [Case("a", NumberOf(1)), Case("b", NumberOf(1)), Case("x", NumberOf(1)) with { Party = Wechat }] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Cases = [Case("c", NumberOf(2))] });
        await Ledger.Commit(Commit(NumberOf(1), version: 1) with { Cases = [Over(Case("b", NumberOf(1)))] });

        var first = await CaseLists.ReadCases(Cmcc, open: true, null, 1);
        var rest = await CaseLists.ReadCases(Cmcc, open: true, first[^1].Cursor, 10);

        first.Concat(rest).Select(static l => l.Case.Id).ShouldBe(["a", "c"]);
        (await CaseLists.ReadCases(Cmcc, open: false, null, 10)).Select(static l => l.Case.Id).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_case_that_comes_to_another_party_or_is_over_is_behind_what_was_read_of_that_list()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { Cases = [Case("first", NumberOf(1)) with { Party = Wechat }, Case("second", NumberOf(1))] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Cases = [Case("read", NumberOf(2)), Over(Case("over", NumberOf(2)))] });
        var open = await CaseLists.ReadCases(Cmcc, open: true, null, 10);
        var over = await CaseLists.ReadCases(Cmcc, open: false, null, 10);
        await Ledger.Commit(Commit(NumberOf(1), version: 1) with { Cases = [Case("first", NumberOf(1)), Over(Case("second", NumberOf(1)))] });

        (await CaseLists.ReadCases(Cmcc, open: true, open[^1].Cursor, 10)).Select(static l => l.Case.Id).ShouldBe(["first"]);
        (await CaseLists.ReadCases(Cmcc, open: false, over[^1].Cursor, 10)).Select(static l => l.Case.Id).ShouldBe(["second"]);
    }

    [Fact]
    public async Task Complaints_about_one_sender_are_counted_over_all_numbers()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { Cases = [Case("a", NumberOf(1)), Over(Case("b", NumberOf(1))), Case("other", NumberOf(1)) with { Sender = "other" }] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Cases = [Case("c", NumberOf(2)) with { Party = "carrier:unicom" }] });

        var counts = await CaseLists.CountSenders(["hash", "hash", "nobody"]);

        counts.ShouldHaveSingleItem().ShouldBe(new("hash", new SenderCount(3, 2)));
        (await CaseLists.CountSenders([])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_conflict_changes_no_case_and_anothers_stays()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { Cases = [Case("a", NumberOf(1))] });
        await Ledger.Commit(Commit(NumberOf(1), version: 7) with { Cases = [Over(Case("a", NumberOf(1)))] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Cases = [Over(Case("a", NumberOf(2)))] });

        (await CaseLists.FindCase("a")).ShouldBe(Case("a", NumberOf(1)));
        await Should.ThrowAsync<ArgumentException>(() => Ledger.Commit(Commit(NumberOf(3)) with { Cases = [Case("z", NumberOf(4))] }));
    }

    [Fact]
    public async Task Cases_that_have_long_been_over_are_forgotten_and_open_ones_are_not()
    {
        await Ledger.Commit(Commit() with { Cases = [Over(Case("over")), Case("open")] });

        (await Ledger.Forget(DateTimeOffset.MinValue, Noon.AddDays(1), DateTimeOffset.MinValue, 10)).ShouldBe(0);
        (await Ledger.Forget(DateTimeOffset.MinValue, Noon.AddDays(3), DateTimeOffset.MinValue, 10)).ShouldBe(1);

        (await CaseLists.FindCase("over")).ShouldBeNull();
        (await CaseLists.FindCase("open")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Cases_that_wait_are_late_or_are_for_operators_are_counted()
    {
        await Ledger.Commit(Commit() with { Cases = [Case("soon"), Case("late") with { Deadline = Noon.AddDays(-1) }, Over(Case("over")), Case("dispute") with { Kind = CaseRow.Dispute, Deadline = null }, Case("active") with { Deadline = null }] });

        var figures = await Ledger.ReadFigures(Noon);

        (figures.WaitingCases, figures.OverdueCases, figures.EscalatedDisputes).ShouldBe((2, 1, 1));
    }

    private static CaseRow Over(CaseRow row) => row with { Open = false, State = "closed", ClosedAt = Noon.AddDays(2), Data = "{}" };
}
