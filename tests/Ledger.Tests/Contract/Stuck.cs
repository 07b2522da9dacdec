using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_number_found_unreadable_is_listed_until_its_record_can_be_read_again()
    {
        var readable = NumberFormat.Write(Domain.Numbers.NumberState.New("+8613800000001"));
        await Ledger.Commit(Sample.Commit("+8613800000001") with { State = readable });
        await Ledger.Commit(Sample.Commit("+8613800000002") with { State = "{" });
        await Ledger.NoteStuck("+8613800000001", "It was broken once.");
        await Ledger.NoteStuck("+8613800000002", "It is broken.");
        await Ledger.NoteStuck("+8613800000002", "It is still broken.");

        var stuck = (await Ledger.ReadStuck(0, 10)).ShouldHaveSingleItem();

        (stuck.Number, stuck.Since, stuck.Fault).ShouldBe(("+8613800000002", Sample.Noon, "It is still broken."));
        (await Ledger.ReadStuck(stuck.Position, 10)).ShouldBeEmpty();
    }
}
