using System.Security.Cryptography;
using RecycledNumbers.Cli.Audit;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Domain.Tests.Audit;

/// <summary>What <c>rn audit verify --all</c> finds, without a registry. tests/Cli.Tests does it to a real database.</summary>
public sealed class WholeCheckTests
{
    private const int PerRoot = 23;

    [Theory]
    [InlineData(1, 1, 0), InlineData(1, 50, 3), InlineData(40, 500, 0), InlineData(40, 500, 60), InlineData(3, 0, 9)]
    public void What_nobody_touched_has_no_finding(int numbers, int events, int unsealed)
    {
        var report = AuditedLog.Of(numbers, events, PerRoot, unsealed).Check();

        report.Findings.ShouldBeEmpty();
        (report.Events, report.Unsealed, report.Roots).ShouldBe((events + unsealed, unsealed, (events + PerRoot - 1) / PerRoot));
    }

    [Fact]
    public void What_an_earlier_release_wrote_without_hashes_has_no_finding()
    {
        var log = AuditedLog.Of(10, 100, PerRoot, 20);
        log.Sealed.ForEach(static stretch => Each(stretch, static row => row with { Hash = null }));
        Each(log.Unsealed, static row => row with { Hash = null });
        foreach (var (number, end) in log.Ends) log.Ends[number] = end with { ChainSequence = 0, ChainHash = new string('0', 64) };

        log.Check().Findings.ShouldBeEmpty();
    }

    /// <summary>Promise P17.</summary>
    [Fact]
    public void Of_10000_events_each_that_is_changed_deleted_or_moved_is_found_and_named()
    {
        // A hundred logs of 100 events each: every one of 10,000 is written over once in each way.
        for (var turn = 0; turn < 100; turn++)
        {
            var log = AuditedLog.Of(1 + turn, 100, perRoot: 50);
            foreach (var (root, stretch) in log.Sealed.Index())
            {
                for (var place = 0; place < stretch.Count; place++)
                {
                    var row = stretch[place];
                    var whose = (Finding.Mask(row.Number), (long?)row.Sequence, (long?)root);

                    // Every other one with its hash taken away.
                    stretch[place] = Changed(row, place) with { Hash = (turn + place) % 2 == 0 ? null : row.Hash };
                    Named(log.Check()).ShouldContain(("changed", whose), $"{turn} {root} {place} changed");
                    stretch.RemoveAt(place);
                    Named(log.Check()).ShouldContain(("missing", whose), $"{turn} {root} {place} deleted");
                    stretch.Insert((place + 5) % (stretch.Count + 1), row);
                    if (place % 5 == 0 && stretch[place] != row)
                    {
                        Named(log.Check()).ShouldContain(static found => found.Kind == "moved", $"{turn} {root} {place} moved");
                    }

                    stretch.Remove(row);
                    stretch.Insert(place, row);
                }
            }

            log.Check().Findings.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Who_hashes_all_later_events_of_a_number_anew_is_found_by_the_roots()
    {
        var log = AuditedLog.Of(5, 100, PerRoot);
        var (number, hash) = (log.Sealed[0][3].Number, AuditHash.Of("forged"u8));
        foreach (var stretch in log.Sealed)
        {
            Each(stretch, row =>
            {
                if (row.Number != number) return row;
                var forged = row with { Actor = "operator:x" };
                hash = forged.After(hash);
                return forged with { Hash = hash.ToString() };
            });
        }

        log.Ends[number] = log.Ends[number] with { ChainHash = hash.ToString() };

        log.Check().Findings.Count(f => f is { Kind: "changed" } && f.Number == Finding.Mask(number)).ShouldBe(20);
    }

    [Fact]
    public void Two_events_that_change_places_are_found_both()
    {
        var log = AuditedLog.Of(5, 100, PerRoot);
        var first = log.Sealed[1].First(static row => row.Sequence == 6);
        var second = log.Sealed[1].First(row => row.Number == first.Number && row.Sequence == 7);
        Each(log.Sealed[1], row => row == first ? row with { Sequence = 7 } : row == second ? row with { Sequence = 6 } : row);

        Named(log.Check()).ShouldBe([("changed", (Finding.Mask(first.Number), 7L, 1L)), ("changed", (Finding.Mask(first.Number), 6L, 1L))], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public void An_event_that_the_registry_did_not_write_is_found(bool isSealed, bool isHashed)
    {
        var log = AuditedLog.Of(5, 100, PerRoot, 5);
        var last = log.Unsealed[^1];
        var forged = last with { Sequence = last.Sequence + 1, Type = "released" };
        forged = forged with { Hash = isHashed ? forged.After(last.Stored!.Value).ToString() : null };
        (isSealed ? log.Sealed[2] : log.Unsealed).Add(forged);

        Named(log.Check()).ShouldContain(("inserted", (Finding.Mask(last.Number), forged.Sequence, isSealed ? 2L : null)));
    }

    [Fact]
    public void A_last_event_that_is_gone_is_found_whether_it_was_under_a_root_or_not()
    {
        var log = AuditedLog.Of(5, 100, PerRoot, 5);
        var unsealed = log.Unsealed[^1];
        log.Unsealed.Remove(unsealed);
        Named(log.Check()).ShouldBe([("missing", (Finding.Mask(unsealed.Number), unsealed.Sequence, null))]);

        log = AuditedLog.Of(5, 100, PerRoot);
        var last = log.Sealed[^1][^1];
        log.Sealed[^1].Remove(last);
        Named(log.Check()).ShouldBe([("missing", (Finding.Mask(last.Number), last.Sequence, (long?)(log.Sealed.Count - 1)))]);

        // Whoever tells the number's record too can't tell the root.
        log.Ends[last.Number] = log.Ends[last.Number] with { Sequence = last.Sequence - 1, ChainSequence = last.Sequence - 1, ChainHash = log.Sealed.SelectMany(static s => s).Last(row => row.Number == last.Number).Hash! };
        log.Check().Findings.ShouldHaveSingleItem().Kind.ShouldBe("missing");
    }

    [Fact]
    public void A_root_that_was_replaced_taken_away_or_written_over_is_found()
    {
        var log = AuditedLog.Of(5, 100, PerRoot);
        var kept = log.Roots.Index().ToDictionary(static root => (long)root.Index, static root => root.Item);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var genuine = log.Roots[1];
        foreach (var forged in new[] { log.Roots[0], log.Roots[2], "x.y.z", "", genuine[..^4] + "AAAA", AuditedLog.Sign(SignedRoot.Parse(genuine)!.Head, other) })
        {
            log.Roots[1] = forged;
            log.Check().Findings.ShouldContain(static finding => finding.Kind == "root" && finding.Root == 1, forged);
        }

        log.Roots[1] = genuine;
        log.Leaves[1][0] = AuditHash.Of("other"u8);
        log.Check().Findings.ShouldContain(static finding => finding.Kind == "leaves" && finding.Root == 1);

        // Who holds the signing key can begin again: only who kept the roots knows.
        var again = AuditedLog.Of(5, 99, PerRoot);
        again.Check().Findings.ShouldBeEmpty();
        again.Check(kept).Findings.ShouldHaveSingleItem().Kind.ShouldBe("root");
        again.Roots.RemoveAt(4);
        again.Sealed.RemoveAt(4);
        again.Check(kept).Findings.ShouldContain(static finding => finding.Root == 4 && finding.What.Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_root_that_names_another_one_before_it_or_begins_elsewhere_is_found_whoever_signed_it()
    {
        var log = AuditedLog.Of(5, 100, PerRoot);
        var last = SignedRoot.Parse(log.Roots[^1])!.Head;
        foreach (var other in new[] { last with { Previous = AuditHash.Of("other"u8) }, last with { After = "0.0" } })
        {
            log.Roots[^1] = AuditedLog.Sign(other);

            var finding = log.Check().Findings.ShouldHaveSingleItem();
            (finding.Kind, finding.Root).ShouldBe(("root", last.Index));
        }
    }

    [Fact]
    public void A_root_that_is_signed_by_a_key_that_is_not_published_is_found()
    {
        var log = AuditedLog.Of(5, 100, PerRoot);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        log.Roots[1] = AuditedLog.Sign(SignedRoot.Parse(log.Roots[1])!.Head, other, keyId: "other");

        log.Check().Findings.ShouldHaveSingleItem().What.ShouldContain("not published");
    }

    private static AuditedRow Changed(AuditedRow row, int how) => (how % 6) switch
    {
        0 => row with { Data = row.Data + " " },
        1 => row with { At = row.At.AddMicroseconds(1) },
        2 => row with { Actor = "operator:x" },
        3 => row with { Generation = 2 },
        4 => row with { Type = "resumed" },
        _ => row with { Cause = "K" },
    };

    private static void Each(List<AuditedRow> rows, Func<AuditedRow, AuditedRow> change)
    {
        for (var i = 0; i < rows.Count; i++) rows[i] = change(rows[i]);
    }

    private static IEnumerable<(string Kind, (string?, long?, long?) Whose)> Named(AuditReport report) => report.Findings.Select(static f => (f.Kind, (f.Number, f.Sequence, f.Root)));
}
