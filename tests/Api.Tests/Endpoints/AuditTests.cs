using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Audit;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>What is given out for proof, and to whom. What is found when somebody writes over it: tests/Cli.Tests.</summary>
public sealed class AuditTests(Registry registry)
{
    [Fact]
    public async Task A_carrier_exports_the_history_of_its_number_and_can_follow_it_to_a_signed_root()
    {
        var (number, _, account) = await registry.Unbinding();
        await Seal();

        var export = await registry.North.Get($"/v1/audit/{number}");

        var roots = await Roots(export);
        var events = export["events"]!.AsArray();
        events.Count.ShouldBeGreaterThan(4);
        foreach (var (hash, proof) in Chain(export))
        {
            var head = roots[proof["root"]!.GetValue<long>()];
            MerkleTree.RootOf(hash, proof["place"]!.GetValue<int>(), head.Events, [.. proof["path"]!.AsArray().Select(static step => Hash(step!))]).ShouldBe(head.Root);
        }

        export.ToJsonString().ShouldNotContain(account);
        export.ToJsonString().ShouldNotContain("subscriber\\u0022");
        var bound = events.Single(static e => e!["type"]!.GetValue<string>() == "bindingRegistered")!;
        (bound["salt"], bound["cause"]!.GetValue<string>()).ShouldBe((null, ""));
        events.Count(static e => e!["salt"] is not null).ShouldBeGreaterThan(0, "what nothing is kept back of can be hashed whole");
    }

    [Fact]
    public async Task Who_may_read_all_can_hash_all()
    {
        var (number, _, account) = await registry.Unbinding();
        await Seal();

        var export = await registry.Operator.Get($"/v1/audit/{number}");

        Chain(export).ShouldNotBeEmpty();
        export["events"]!.AsArray().ShouldAllBe(static e => e!["salt"] != null);
        export["events"]!.AsArray().Select(static e => e!["data"]!.GetValue<string>()).ShouldContain(static data => data.Contains("\"account\":\"~", StringComparison.Ordinal), "as it is stored: sealed under the tenure's own key");
        export.ToJsonString().ShouldNotContain(account);
        (await registry.Auditor.Get($"/v1/audit/{number}")).ToJsonString().ShouldNotContain(account);
    }

    [Fact]
    public async Task Each_event_has_a_salt_of_its_own()
    {
        var salts = new List<string>();
        foreach (var number in new[] { (await registry.Unbinding()).Number, await registry.Assigned() })
            salts.AddRange((await registry.Operator.Get($"/v1/audit/{number}"))["events"]!.AsArray().Select(static e => e!["salt"]!.GetValue<string>()));

        salts.Count.ShouldBeGreaterThan(4);
        salts.ShouldBeUnique();
    }

    [Fact]
    public async Task What_is_under_no_root_yet_says_so()
    {
        var number = await registry.Assigned();
        await Seal();
        await registry.North.Command("POST", $"/v1/numbers/{number}/suspend", "{}").ShouldBe(200);

        var events = (await registry.North.Get($"/v1/audit/{number}"))["events"]!.AsArray();

        // The registry's own maker may have come by meanwhile.
        events[0]!["proof"].ShouldNotBeNull();
        events[^1]!.AsObject().ContainsKey("proof").ShouldBeTrue();
    }

    [Fact]
    public async Task An_event_that_is_not_as_it_was_is_in_no_root()
    {
        var number = await registry.Assigned();
        await Seal();
        await registry.Execute($"update number_events set hash = zeroblob(32) where number = '{number}' and sequence = 1");

        var proof = (await registry.North.Get($"/v1/audit/{number}"))["events"]![0]!["proof"]!;

        (proof["place"], proof["path"]!.AsArray().Count).ShouldBe((null, 0));
        await registry.Execute($"update number_events set hash = null where number = '{number}' and sequence = 1");
        (await registry.North.Get($"/v1/audit/{number}"))["events"]![0]!["proof"]!["place"].ShouldNotBeNull("without a hash it is worked out, as for what an earlier release wrote");
    }

    [Fact]
    public async Task Anothers_number_and_none_are_the_same()
    {
        var number = await registry.Assigned();

        await registry.South.GetAsync($"/v1/audit/{number}").ShouldBeProblem(404, "not_found");
        await registry.South.GetAsync("/v1/audit/+8613999999999").ShouldBeProblem(404, "not_found");
        await registry.Operator.GetAsync("/v1/audit/+8618612345678").ShouldBeProblem(404, "not_found");
        await registry.North.GetAsync("/v1/audit/12345").ShouldBeProblem(400, "invalid_number");
        await registry.Ride.GetAsync($"/v1/audit/{number}").ShouldBeProblem(403, "forbidden");
        await registry.Anonymous.GetAsync($"/v1/audit/{number}").ShouldBeProblem(401, "unauthorized");
    }

    [Theory]
    [InlineData("/v1/audit/events")]
    [InlineData("/v1/audit/ends")]
    [InlineData("/v1/audit/roots/0/events")]
    [InlineData("/v1/audit/roots/0/leaves")]
    public async Task All_events_are_for_auditors_and_operators_who_may_do_everything(string path)
    {
        await registry.Assigned();
        await Seal();
        using var auditor = await registry.App.Operator($"audit.{Guid.NewGuid():N}", "operator:audit", "audit");

        await registry.Operator.GetAsync(path).ShouldBe(200);
        await auditor.GetAsync(path).ShouldBe(200);
        await auditor.GetAsync("/v1/admin/deadletters").ShouldBeProblem(403, "forbidden");
        foreach (var client in new[] { registry.Auditor, registry.North, registry.Ride }) await client.GetAsync(path).ShouldBeProblem(403, "forbidden");
        await registry.Anonymous.GetAsync(path).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Roots_are_for_everybody_and_each_names_the_one_before()
    {
        await registry.Assigned();
        await Seal();
        await registry.Assigned();
        await Seal();

        var first = await registry.Anonymous.Get("/v1/audit/roots?limit=1");
        var second = await registry.Anonymous.Get($"/v1/audit/roots?limit=1&after={first["next"]}");

        var (head, next) = (Parse(first["items"]![0]!["signed"]!), Parse(second["items"]![0]!["signed"]!));
        (head.Index, next.Index, next.Previous, next.After).ShouldBe((0, 1, head.Fingerprint(), head.UpTo));
        second["items"]![0]!["events"]!.GetValue<int>().ShouldBe(next.Events);
        first.ToJsonString().ShouldNotContain("86139");
        await registry.Anonymous.GetAsync("/v1/audit/roots?after=x").ShouldBeProblem(400, "invalid_cursor");
        await registry.Anonymous.GetAsync("/v1/audit/roots?limit=0").ShouldBeProblem(400, "invalid_limit");
        (await registry.Anonymous.Get($"/v1/audit/roots?after={long.MaxValue}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_and_hashes_under_a_root_make_it()
    {
        var number = await registry.Assigned();
        await Seal();
        var root = (await registry.App.Services.GetRequiredService<IAuditLedger>().FindLastRoot())!;

        var bytes = await (await registry.Operator.GetAsync($"/v1/audit/roots/{root.Index}/leaves").ShouldBe(200)).Content.ReadAsByteArrayAsync();
        var rows = await (await registry.Operator.GetAsync($"/v1/audit/roots/{root.Index}/events").ShouldBe(200)).Lines();

        rows.Length.ShouldBe(root.Events);
        MerkleTree.Root([.. bytes.Chunk(32).Select(static leaf => new AuditHash(leaf))]).ShouldBe(SignedRoot.Parse(root.Signed)!.Head.Root);
        (await (await registry.Operator.GetAsync("/v1/audit/ends").ShouldBe(200)).Lines()).Select(static line => JsonNode.Parse(line)!).ShouldContain(end => end["number"]!.GetValue<string>() == number && end["sequence"]!.GetValue<long>() == 1 && end["chainSequence"]!.GetValue<long>() == 1);
        await registry.Operator.GetAsync("/v1/audit/roots/999999/events").ShouldBeProblem(404, "not_found");
        await registry.Operator.GetAsync("/v1/audit/roots/-1/leaves").ShouldBeProblem(404, "not_found");
        await registry.Operator.GetAsync("/v1/audit/roots/x/events").ShouldBeProblem(400, "invalid_parameter");
        await registry.Operator.GetAsync("/v1/audit/events?after=nonsense").ShouldBeProblem(400, "invalid_cursor");
        (await (await registry.Operator.GetAsync($"/v1/audit/events?after={root.UpTo}").ShouldBe(200)).Lines()).ShouldAllBe(line => !line.Contains(number, StringComparison.Ordinal));
    }

    /// <summary>Hashes every event anew, as far as it is shown, and compares; answers those that are under a root.</summary>
    private static List<(AuditHash Hash, JsonNode Proof)> Chain(JsonNode export)
    {
        var proofs = new List<(AuditHash, JsonNode)>();
        var before = default(AuditHash);
        foreach (var happened in export["events"]!.AsArray().Select(static e => e!))
        {
            var content = Hash(happened["content"]!);
            if (happened["salt"] is { } salt) EventChain.Content(Hash(salt), happened["cause"]!.GetValue<string>(), happened["data"]!.GetValue<string>()).ShouldBe(content);
            var at = DateTimeOffset.Parse(happened["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);
            before = EventChain.Next(before, new ChainedEvent(
                export["number"]!.GetValue<string>(), happened["sequence"]!.GetValue<long>(), (at - DateTimeOffset.UnixEpoch).Ticks / 10, happened["generation"]!.GetValue<int>(),
                happened["type"]!.GetValue<string>(), happened["actor"]!.GetValue<string>(), content));
            before.ShouldBe(Hash(happened["hash"]!));
            if (happened["proof"] is { } proof) proofs.Add((before, proof));
        }

        return proofs;
    }

    /// <summary>The roots of an export, each with a genuine signature of a published key.</summary>
    private async Task<Dictionary<long, TreeHead>> Roots(JsonNode export)
    {
        var key = (await registry.Anonymous.Get("/.well-known/jwks.json"))["keys"]!.AsArray().Single()!;
        using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key["x"]!), Y = Bytes(key["y"]!) } });
        var roots = new Dictionary<long, TreeHead>();
        foreach (var text in export["roots"]!.AsArray())
        {
            var root = SignedRoot.Parse(text!.GetValue<string>()).ShouldNotBeNull();
            (root.KeyId, root.Algorithm).ShouldBe((key["kid"]!.GetValue<string>(), "ES256"));
            ec.VerifyHash(root.Digest.ToArray(), root.Signature.Span).ShouldBeTrue();
            roots.Add(root.Head.Index, root.Head);
        }

        return roots;
    }

    private async Task Seal()
    {
        var services = registry.App.Services;
        var sealer = new EventSealer(services.GetRequiredService<IAuditLedger>(), services.GetRequiredService<EventSalts>(), services.GetRequiredService<IRootSigner>(), TimeProvider.System);
        for (var lost = false; ;)
        {
            var root = await sealer.SealNext();
            if (root is { Events: TreeHead.MostEvents }) continue;
            // None also where the registry's own maker, who had begun before, has made it: what was written since is under none then.
            if (root is not null || lost) return;
            lost = true;
        }
    }

    private static TreeHead Parse(JsonNode signed) => SignedRoot.Parse(signed.GetValue<string>()).ShouldNotBeNull().Head;

    private static AuditHash Hash(JsonNode text) => AuditHash.TryParse(text.GetValue<string>(), out var hash) ? hash : throw new InvalidOperationException("Not a hash.");

    private static byte[] Bytes(JsonNode text) => System.Buffers.Text.Base64Url.DecodeFromChars(text.GetValue<string>());
}
