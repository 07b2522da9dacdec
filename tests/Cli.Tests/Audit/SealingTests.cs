using System.Text.Json.Nodes;

namespace RecycledNumbers.Cli.Tests.Audit;

public sealed class SealingTests
{
    [Fact]
    public async Task After_SIGKILL_there_is_one_root_of_each_index_and_every_event_is_under_one()
    {
        await using var registry = new AuditedRegistry();
        await registry.InitializeAsync();
        for (var round = 0; round < 3; round++)
        {
            await registry.Restart("00:00:01");
            await registry.Carrier("reinstate", registry.Number, "--subscriber", "zhou");
            await registry.Carrier("deactivate", registry.Number, "--reason", "other");
        }

        await registry.Restart("00:00:01");
        await registry.Sealed();

        var ran = (await registry.Verify("--keys", "jwks.json", "--known", "roots.ndjson")).ShouldEnd(0);
        ran.Json["unsealed"]!.GetValue<long>().ShouldBe(0);
        var roots = (await registry.Rn.Run("audit", "roots", "--json", "--profile", "operator")).ShouldEnd(0).Lines.Select(static line => JsonNode.Parse(line)!["index"]!.GetValue<long>()).ToList();
        roots.ShouldBe(Enumerable.Range(0, roots.Count).Select(static i => (long)i));
    }

    /// <summary>Silos of the release before write rows without a hash and leave the chain where it was; what stands in the tables from before the upgrade looks the same.</summary>
    [Fact]
    public async Task What_an_earlier_release_wrote_comes_under_roots_and_is_followed()
    {
        await using var registry = new AuditedRegistry();
        await registry.InitializeAsync();
        await registry.Execute("update number_events set hash = null; update numbers set chain_sequence = 0, chain_hash = null; delete from audit_roots");
        await registry.Restart("00:00:01");
        await registry.Carrier("reinstate", registry.Number, "--subscriber", "zhou");
        await registry.Sealed();

        (await registry.Verify("--keys", "jwks.json")).ShouldEnd(0).Json["events"]!.GetValue<long>().ShouldBeGreaterThan(11);
        (await registry.Rows($"select count(*) from number_events where number = '{registry.Number}' and hash is not null")).ShouldBeGreaterThan(0);
        (await registry.Rows($"select chain_sequence from numbers where number = '{registry.Number}'")).ShouldBeGreaterThan(6);
        (await registry.Rn.Run("audit", "export", registry.Number, "--out", "again.json", "--profile", "carrier")).ShouldEnd(0);
        (await registry.Rn.Run("audit", "verify", "again.json", "--keys", "jwks.json")).ShouldEnd(0);
    }
}
