using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    /// <summary>Records that can't be read: no JSON at all, of a newer release, of another number, with an instant that is none, with no number in it.</summary>
    public static TheoryData<string> Unreadable { get; } =
    [
        "{", "", """{"v":2,"number":{"number":"+8613800000002","sequence":1}}""", """{"v":1,"number":{"number":"+8613800000009","sequence":1}}""",
        """{"v":1,"number":{"number":"+8613800000002","sequence":1,"coveredSince":"spoilt"}}""", """{"v":1,"number":null}""", """{"number":[]}""", "7",
    ];

    [Theory, MemberData(nameof(Unreadable))]
    public async Task One_record_that_cannot_be_read_is_stuck_and_the_facts_of_its_neighbours_are_read(string record)
    {
        string[] numbers = ["+8613800000001", "+8613800000002", "+8613800000003"];
        foreach (var number in numbers)
        {
            await Ledger.Commit(Sample.Commit(number) with { State = number == numbers[1] ? record : NumberFormat.Write(NumberState.New(number) with { CoveredSince = Sample.Noon, Sequence = 7 }) });
        }

        foreach (var facts in new[] { await Ledger.ReadFacts(numbers[0], numbers[2]), await Ledger.ReadFacts(numbers) })
        {
            facts.Count.ShouldBe(3);
            facts.Single(f => f.Number == numbers[1]).IsStuck.ShouldBeTrue();
            facts.Where(f => f.Number != numbers[1]).ShouldAllBe(static f => !f.IsStuck && f.Sequence == 7 && f.CoveredSince == Sample.Noon);
        }
    }

    [Fact]
    public async Task Facts_that_a_commit_brings_are_read_without_its_record()
    {
        var commit = Sample.Commit() with { State = "not read", Facts = new(7, Sample.Noon, Sample.Noon.AddDays(1)) };
        await Ledger.Commit(commit);
        (await FactsOf(commit.Number)).ShouldBe(new NumberFacts(commit.Number, "inService", 1, 7, Sample.Noon, Sample.Noon.AddDays(1)));

        await Ledger.Commit(commit with { ExpectedVersion = 1, Phase = "frozen", Generation = 2, Facts = new(8, null, null) });
        (await FactsOf(commit.Number)).ShouldBe(new NumberFacts(commit.Number, "frozen", 2, 8, null, null));
    }

    [Fact]
    public async Task Facts_of_an_earlier_version_say_nothing_once_the_row_is_written_without_them()
    {
        var commit = Sample.Commit() with { State = NumberFormat.Write(NumberState.New(Sample.Number) with { Sequence = 1 }), Facts = new(1, Sample.Noon, null) };
        await Ledger.Commit(commit);
        await Ledger.Commit(commit with { ExpectedVersion = 1, State = NumberFormat.Write(NumberState.New(Sample.Number) with { Sequence = 2 }), Facts = null });

        (await FactsOf(commit.Number)).ShouldBe(new NumberFacts(commit.Number, "inService", 1, 2, null, null));
    }

    private async Task<NumberFacts> FactsOf(string number) => (await Ledger.ReadFacts([number])).Single();
}
