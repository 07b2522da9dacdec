using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Audit;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly EventSalts s_salts = new([.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);

    private NumberChain Chains => new(Ledger, s_salts);

    private EventSealer Sealer(int most = TreeHead.MostEvents) => new(Ledger.Audit, s_salts, new UnsignedRoots(), Time) { Most = most };

    [Fact]
    public async Task A_commit_carries_its_events_hashes_and_the_number_knows_where_its_chain_stands()
    {
        var first = await Chains.Hash(Commit().Telling(Event(1), Event(2)), default);
        await Ledger.Commit(first);
        var loaded = (await Ledger.Load(Number))!;
        var second = await Chains.Hash(Commit(version: 1).Telling(Event(3)), loaded.Chain);
        await Ledger.Commit(second);

        loaded.Chain.ShouldBe(new ChainHead(2, first.Hashes[1]));
        second.Hashes.ShouldBe([s_salts.Next(first.Hashes[1], Number, Event(3))]);
        var rows = await Ledger.Audit.ReadStretch(null, null, 10);
        rows.Select(static row => row.Hash).ShouldBe([first.Hashes[0], first.Hashes[1], second.Hashes[0]]);
        rows.Select(static row => row.Event).ShouldBe([Event(1), Event(2), Event(3)]);
        (await Ledger.Load(Number))!.Chain.ShouldBe(new ChainHead(3, second.Hashes[0]));
    }

    [Fact]
    public async Task A_commit_without_events_leaves_the_chain_where_it_is()
    {
        var first = await Chains.Hash(Commit().Telling(Event(1)), default);
        await Ledger.Commit(first);
        await Ledger.Commit(await Chains.Hash(Commit(version: 1), new ChainHead(1, first.Hashes[0])));

        (await Ledger.Load(Number))!.Chain.ShouldBe(new ChainHead(1, first.Hashes[0]));
    }

    [Fact]
    public async Task What_an_earlier_release_wrote_without_hashes_is_made_up_for()
    {
        await Ledger.Commit(await Chains.Hash(Commit().Telling(Event(1)), default));
        await Ledger.Commit(Commit(version: 1).Telling(Event(2), Event(3)));
        var loaded = (await Ledger.Load(Number))!;
        loaded.Chain.Sequence.ShouldBe(1);

        await Ledger.Commit(await Chains.Hash(Commit(version: 2).Telling(Event(4)), loaded.Chain));

        var expected = Enumerable.Range(1, 4).Aggregate(default(AuditHash), static (hash, sequence) => s_salts.Next(hash, Number, Event(sequence)));
        (await Ledger.Load(Number))!.Chain.ShouldBe(new ChainHead(4, expected));
        (await Ledger.Audit.ReadStretch(null, null, 10)).Select(static row => row.Hash is null).ShouldBe([false, true, true, false]);
        await Sealer().SealNext();
        (await Ledger.Audit.ReadLeaves(0)).ShouldNotBeNull()[^1].ShouldBe(expected);
    }

    [Fact]
    public async Task All_that_was_written_comes_under_roots_each_signed_and_each_naming_the_one_before()
    {
        await Ledger.Commit(Commit(NumberOf(1)).Telling(Event(1), Event(2)));
        await Ledger.Commit(await Chains.Hash(Commit(NumberOf(2)).Telling(Event(1)), default));
        await Ledger.Commit(Commit(NumberOf(1), 1).Telling(Event(3), Event(4), Event(5)));
        var sealer = Sealer(most: 4);
        var (first, second) = ((await sealer.SealNext()).ShouldNotBeNull(), (await sealer.SealNext()).ShouldNotBeNull());

        (await sealer.SealNext()).ShouldBeNull("nothing is new");
        (first.Index, first.Events, second.Index, second.Events).ShouldBe((0, 4, 1, 2));
        (await Ledger.Audit.ReadRoots(0, 10)).ShouldBe([first, second]);
        (await Ledger.Audit.FindRoot(1)).ShouldBe(second);
        (await Ledger.Audit.FindLastRoot()).ShouldBe(second);
        var head = SignedRoot.Parse(first.Signed).ShouldNotBeNull().Head;
        var next = SignedRoot.Parse(second.Signed).ShouldNotBeNull().Head;
        (head.After, head.UpTo, head.Previous).ShouldBe(("0.0", first.UpTo, default));
        (next.After, next.UpTo, next.Previous).ShouldBe((first.UpTo, second.UpTo, head.Fingerprint()));
        var chain = new Dictionary<string, AuditHash>();
        foreach (var (root, signed) in new[] { (first, head), (second, next) })
        {
            var rows = await Ledger.Audit.ReadStretch(signed.After, signed.UpTo, 100);
            var hashes = rows.Select(row => chain[row.Number] = s_salts.Next(chain.GetValueOrDefault(row.Number), row.Number, row.Event)).ToArray();
            (await Ledger.Audit.ReadLeaves(root.Index)).ShouldBe(hashes);
            MerkleTree.Root(hashes).ShouldBe(signed.Root);
            (await Ledger.Audit.FindRootOf(rows[0].Cursor)).ShouldBe(root);
            (await Ledger.Audit.FindRootOf(rows[^1].Cursor)).ShouldBe(root);
        }

        chain.Keys.ShouldBe([NumberOf(1), NumberOf(2)]);
        await Ledger.Commit(Commit(NumberOf(3)).Telling(Event(1)));
        (await Ledger.Audit.FindRootOf((await Ledger.Audit.ReadStretch(second.UpTo, null, 10)).ShouldHaveSingleItem().Cursor)).ShouldBeNull();
    }

    [Fact]
    public async Task Silos_that_make_roots_at_once_make_one_of_each_index_and_leave_no_event_out()
    {
        await using var other = Open();
        var sealers = new[] { Sealer(most: 16), new EventSealer(other.Audit, s_salts, new UnsignedRoots(), Time) { Most = 16 } };
        var writing = Together(Enumerable.Range(0, 200).Select(i => Commit(NumberOf(i)).Telling(Event(1), Event(2))));
        for (var isLast = false; !isLast;)
        {
            isLast = writing.IsCompleted;
            await Task.WhenAll(sealers.Select(static sealer => sealer.SealNext()));
        }

        await writing;
        while (await sealers[0].SealNext() is not null)
        {
        }

        var roots = await Ledger.Audit.ReadRoots(0, 1000);
        roots.Select(static root => root.Index).ShouldBe(Enumerable.Range(0, roots.Count).Select(static i => (long)i));
        roots.Sum(static root => root.Events).ShouldBe(400);
        var leaves = new HashSet<AuditHash>();
        foreach (var root in roots)
        {
            leaves.UnionWith((await Ledger.Audit.ReadLeaves(root.Index)).ShouldNotBeNull());
        }

        leaves.Count.ShouldBe(400);
    }

    [Fact]
    public async Task A_root_is_taken_only_behind_the_newest()
    {
        var root = new AuditRoot(0, "5.6", 1, Noon, "head");
        AuditHash[] leaves = [AuditHash.Of("leaf"u8)];

        (await Ledger.Audit.AddRoot(root with { Index = 1 }, leaves)).ShouldBeFalse();
        (await Ledger.Audit.AddRoot(root, leaves)).ShouldBeTrue();
        (await Ledger.Audit.AddRoot(root with { Signed = "other" }, leaves)).ShouldBeFalse();
        (await Ledger.Audit.AddRoot(root with { Index = 2 }, leaves)).ShouldBeFalse();
        (await Ledger.Audit.AddRoot(root with { Index = 1, UpTo = "7.8" }, leaves)).ShouldBeTrue();
        (await Ledger.Audit.AddRoot(root, leaves)).ShouldBeFalse();

        (await Ledger.Audit.FindRoot(0)).ShouldBe(root);
        (await Ledger.Audit.ReadLeaves(0)).ShouldBe(leaves);
        (await Ledger.Audit.ReadLeaves(9)).ShouldBeNull();
        (await Ledger.Audit.ReadRoots(1, 10)).ShouldHaveSingleItem().UpTo.ShouldBe("7.8");
    }

    [Fact]
    public async Task Where_histories_end_is_read_number_by_number()
    {
        await Ledger.Commit(await Chains.Hash(Commit(NumberOf(1)).Telling(Event(1)), default) with { State = """{"v":1,"number":{"number":"x","sequence":1}}""" });
        await Ledger.Commit(Commit(NumberOf(2)).Telling(Event(1)) with { State = """{"v":1,"number":{"number":"x","sequence":7}}""" });

        var ends = await Ledger.Audit.ReadEnds(null, 10);

        ends.Select(static end => (end.Number, end.Sequence, end.Chain.Sequence)).ShouldBe([(NumberOf(1), 1, 1), (NumberOf(2), 7, 0)]);
        (await Ledger.Audit.ReadEnds(NumberOf(1), 10)).ShouldHaveSingleItem().Number.ShouldBe(NumberOf(2));
        await Ledger.Commit(Commit(NumberOf(3)) with { State = "no JSON" });
        (await Ledger.Audit.ReadEnds(NumberOf(2), 10)).ShouldHaveSingleItem().Sequence.ShouldBeNull();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-1.0")]
    [InlineData("1.1\0")]
    public async Task A_cursor_that_is_none_is_refused_by_the_audit_too(string cursor)
    {
        await Should.ThrowAsync<InvalidCursorException>(() => Ledger.Audit.ReadStretch(cursor, null, 1));
        await Should.ThrowAsync<InvalidCursorException>(() => Ledger.Audit.FindRootOf(cursor));
    }

    /// <summary>Signs nothing; what a signature is worth is tested where the keys are.</summary>
    internal sealed class UnsignedRoots : IRootSigner
    {
        public string Sign(TreeHead head) => SignedRoot.Sign(head, "ES256", "none", static hash => hash);
    }
}
