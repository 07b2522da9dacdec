namespace RecycledNumbers.Cli.Tests.Audit;

/// <summary>Whoever can write to the database writes to it, and <c>rn audit verify --all</c> says where.</summary>
[Collection(AuditedRegistry.Shared)]
public sealed class TamperingTests(AuditedRegistry registry, ITestOutputHelper output)
{
    private const string N = "+8613800110001";

    private const string Columns = "number, sequence, at, generation, type, actor, cause, data, hash, xid";

    [Fact]
    public async Task What_nobody_touched_is_found_to_be_as_it_was()
    {
        var ran = (await registry.Verify("--keys", "jwks.json", "--known", "roots.ndjson")).ShouldEnd(0);

        ran.Findings().ShouldBeEmpty();
        (ran.Json["events"]!.GetValue<long>(), ran.Json["numbers"]!.GetValue<long>()).ShouldBe((11, 3));
        ran.Json["roots"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(2);
        (await registry.Rn.InTerminal("audit", "verify", "--all", "--profile", "operator")).ShouldEnd(0).Out.ShouldContain("nothing was changed");
    }

    [Theory]
    [InlineData("a row's data", "data = replace(data, '{', '{ ')")]
    [InlineData("its time", "at = at - interval '1 microsecond'")]
    [InlineData("its actor", "actor = 'operator:x'")]
    [InlineData("its cause", "cause = 'other'")]
    [InlineData("its type", "type = 'resumed'")]
    [InlineData("its tenure", "generation = 2")]
    [InlineData("its data, and its hash taken away", "data = data || ' ', hash = null")]
    [InlineData("its data, with another hash", "data = data || ' ', hash = sha256('x')")]
    public async Task A_row_that_is_changed_is_named(string what, string set)
    {
        for (var sequence = 1; sequence <= 6; sequence += 5)
        {
            var ran = await Tampered($"{what} ({sequence})", $"update number_events set {set} where number = '{N}' and sequence = {sequence}");

            ran.Findings().ShouldContain(("changed", registry.Masked, sequence), ran.ToString());
        }
    }

    [Fact]
    public async Task A_hash_that_is_changed_is_named() =>
        (await Tampered("a row's hash alone", $"update number_events set hash = sha256('x') where number = '{N}' and sequence = 2")).Findings().ShouldBe([("hash", registry.Masked, 2)]);

    [Fact]
    public async Task A_row_in_the_middle_that_is_deleted_is_named() =>
        (await Tampered("a row in the middle deleted", $"delete from number_events where number = '{N}' and sequence = 3")).Findings().ShouldBe([("missing", registry.Masked, 3)]);

    [Fact]
    public async Task A_last_row_that_is_deleted_is_named() =>
        (await Tampered("the last row deleted", $"delete from number_events where number = '{N}' and sequence = 6")).Findings().ShouldBe([("missing", registry.Masked, 6)]);

    [Fact]
    public async Task A_last_row_that_is_deleted_with_what_the_number_knows_of_it_is_missed_under_its_root()
    {
        var ran = await Tampered("the last row deleted, and the number's own record moved back",
            $"""
            delete from number_events where number = '{N}' and sequence = 6;
            update numbers set chain_sequence = 5, chain_hash = (select hash from number_events where number = '{N}' and sequence = 5), state = replace(state, '"sequence":6', '"sequence":5') where number = '{N}'
            """);

        ran.Findings().ShouldHaveSingleItem().Kind.ShouldBe("missing");
        ran.Finding("missing")["root"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_number_whose_whole_history_is_deleted_is_missed()
    {
        var ran = await Tampered("a whole number deleted", $"delete from number_events where number = '{N}'; delete from numbers where number = '{N}'");

        ran.Findings().Count(static finding => finding.Kind == "missing").ShouldBe(6);
    }

    [Fact]
    public async Task Two_rows_that_change_places_are_named_both()
    {
        var ran = await Tampered("two rows' sequence swapped",
            $"""
            update number_events set sequence = -2 where number = '{N}' and sequence = 2;
            update number_events set sequence = 2 where number = '{N}' and sequence = 3;
            update number_events set sequence = 3 where number = '{N}' and sequence = -2
            """);

        ran.Findings().ShouldContain(("changed", registry.Masked, 2));
        ran.Findings().ShouldContain(("changed", registry.Masked, 3));
    }

    [Fact]
    public async Task A_row_that_is_moved_under_another_root_is_missed_under_its_own()
    {
        var ran = await Tampered("a row moved to a later transaction", $"update number_events set xid = (select xid from number_events where number = '{N}' and sequence = 6) where number = '{N}' and sequence = 1");

        ran.Findings().ShouldContain(("missing", registry.Masked, 1));
        ran.Findings().ShouldContain(("inserted", registry.Masked, 1));
    }

    [Theory]
    [InlineData("without a hash", "null")]
    [InlineData("with a hash that is made up", "sha256('x')")]
    public async Task A_row_that_is_added_behind_the_last_is_named(string what, string hash) =>
        (await Tampered($"a row added behind the last, {what}",
            $"insert into number_events (number, sequence, at, generation, type, actor, cause, data, hash) select number, 7, at, generation, 'released', actor, cause, data, {hash} from number_events where number = '{N}' and sequence = 6"))
        .Findings().ShouldContain(("inserted", registry.Masked, 7));

    [Fact]
    public async Task A_row_that_is_added_with_the_very_hash_it_should_have_is_named_too()
    {
        // With what only an auditor is given: the salt.
        var hash = await Forged.Hash(registry, N, 7);

        var ran = await Tampered("a row added behind the last, with a hash worked out anew",
            $"insert into number_events (number, sequence, at, generation, type, actor, cause, data, hash) select number, 7, at, generation, 'released', actor, cause, data, decode('{hash}', 'hex') from number_events where number = '{N}' and sequence = 6");

        ran.Findings().ShouldContain(("inserted", registry.Masked, 7));
        ran.Findings().ShouldNotContain(static finding => finding.Kind == "changed");
    }

    [Fact]
    public async Task A_row_that_is_added_to_the_past_is_named() =>
        (await Tampered("a row added under an old root",
            $"insert into number_events ({Columns}) select number, 7, at, generation, 'released', actor, cause, data, null, xid from number_events where number = '{N}' and sequence = 1"))
        .Findings().ShouldContain(("inserted", registry.Masked, 7));

    [Theory]
    [InlineData("a root replaced by another one", "update audit_roots set head = (select head from audit_roots where place = 1) where place = 0")]
    [InlineData("a root's signature changed", "update audit_roots set head = left(head, -6) || 'AAAAAA' where place = 0")]
    [InlineData("a root written over", "update audit_roots set head = 'nonsense' where place = 0")]
    [InlineData("a root deleted from the middle", "delete from audit_roots where place = 0")]
    [InlineData("a root deleted from the end, against roots that were kept", "delete from audit_roots where place = (select max(place) from audit_roots)", "--known", "roots.ndjson")]
    public async Task A_root_that_is_not_the_one_that_was_made_is_named(string what, string statements, params string[] arguments) =>
        (await Tampered(what, statements, arguments)).Findings().ShouldContain(static finding => finding.Kind == "root");

    [Fact]
    public async Task Hashes_that_are_kept_with_a_root_and_changed_are_named() =>
        (await Tampered("the hashes kept with a root", "update audit_roots set leaves = overlay(leaves placing sha256('x') from 1) where place = 0")).Findings().ShouldContain(static finding => finding.Kind == "leaves");

    [Fact]
    public async Task A_record_that_knows_another_event_is_named() =>
        (await Tampered("a number's record", $"update numbers set chain_hash = sha256('x') where number = '{N}'")).Findings().ShouldBe([("record", registry.Masked, 6)]);

    private async Task<Ran> Tampered(string what, string statements, params string[] arguments)
    {
        var ran = (await registry.After(statements, ["--keys", "jwks.json", .. arguments])).ShouldEnd(7);
        foreach (var finding in ran.Json["findings"]!.AsArray())
        {
            output.WriteLine($"{what}: {finding!["kind"]} {finding["number"]} event {finding["sequence"]} root {finding["root"]}: {finding["what"]}");
        }

        ran.Out.ShouldNotContain(N);
        return ran;
    }
}
