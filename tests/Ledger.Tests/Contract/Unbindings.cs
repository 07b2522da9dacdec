using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task An_unbinding_is_found_by_its_id_as_it_was_written_last()
    {
        await Ledger.Commit(Commit() with { Unbindings = [Unbinding("u")] });
        await Ledger.Commit(Commit(version: 1) with { Unbindings = [Unbinding("u", open: false)] });

        (await Ledger.FindUnbinding("u")).ShouldBe(Unbinding("u", open: false));
        (await Ledger.FindUnbinding("v")).ShouldBeNull();
    }

    [Fact]
    public async Task A_party_lists_its_open_unbindings_in_the_order_they_were_first_asked()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { Unbindings = [Unbinding("a", NumberOf(1)), Unbinding("b", NumberOf(1)), Unbinding("x", NumberOf(1), "carrier:cmcc")] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Unbindings = [Unbinding("c", NumberOf(2)), Unbinding("closed", NumberOf(2), open: false)] });
        await Ledger.Commit(Commit(NumberOf(1), version: 1) with { Unbindings = [Unbinding("a", NumberOf(1)) with { State = "deferred" }] });

        var first = await Ledger.ReadOpenUnbindings(Wechat, null, 2);
        var rest = await Ledger.ReadOpenUnbindings(Wechat, first[^1].Cursor, 10);

        first.Select(static l => (l.Unbinding.Id, l.Unbinding.State)).ShouldBe([("a", "deferred"), ("b", "requested")]);
        rest.Select(static l => l.Unbinding.Id).ShouldBe(["c"]);
    }

    [Fact]
    public async Task A_forgotten_unbinding_is_gone_and_another_numbers_stays()
    {
        await Ledger.Commit(Commit(NumberOf(1)) with { Unbindings = [Unbinding("a", NumberOf(1))] });
        await Ledger.Commit(Commit(NumberOf(2)) with { Unbindings = [Unbinding("b", NumberOf(2))] });

        await Ledger.Commit(Commit(NumberOf(1), version: 1) with { ForgottenUnbindings = ["a", "b"], Unbindings = [Unbinding("a", NumberOf(1))] });

        (await Ledger.FindUnbinding("a")).ShouldBeNull();
        (await Ledger.FindUnbinding("b")).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_last_word_on_an_unbinding_within_one_commit_counts()
    {
        (await Ledger.Commit(Commit() with { Unbindings = [Unbinding("u"), Unbinding("u", open: false)] })).ShouldBeTrue();

        (await Ledger.FindUnbinding("u"))!.Open.ShouldBeFalse();
    }

    [Fact]
    public async Task A_conflict_changes_no_unbinding()
    {
        await Ledger.Commit(Commit() with { Unbindings = [Unbinding("u")] });

        await Ledger.Commit(Commit(version: 5) with { Unbindings = [Unbinding("u", open: false)], ForgottenUnbindings = ["u"] });

        (await Ledger.FindUnbinding("u")).ShouldBe(Unbinding("u"));
    }

    [Fact]
    public async Task An_unbinding_of_another_number_is_a_mistake_of_the_program() =>
        await Should.ThrowAsync<ArgumentException>(() => Ledger.Commit(Commit(NumberOf(1)) with { Unbindings = [Unbinding("u", NumberOf(2))] }));
}
