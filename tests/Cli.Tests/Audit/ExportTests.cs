using System.Text.Json.Nodes;

namespace RecycledNumbers.Cli.Tests.Audit;

/// <summary>An export is checked where there is no registry.</summary>
[Collection(AuditedRegistry.Shared)]
public sealed class ExportTests(AuditedRegistry registry)
{
    [Theory]
    [InlineData("carrier.json")]
    [InlineData("operator.json")]
    public async Task An_export_that_nobody_touched_is_good(string file)
    {
        var ran = (await registry.Rn.Run("audit", "verify", file, "--keys", "jwks.json", "--json")).ShouldEnd(0);

        (ran.Json["events"]!.GetValue<int>(), ran.Json["unsealed"]!.GetValue<int>(), ran.Findings().Length).ShouldBe((6, 0, 0));
        (ran.Json["kept"]!.GetValue<int>() > 0).ShouldBe(file == "carrier.json", "a carrier is not shown subscribers, not even its own");
    }

    [Theory]
    [InlineData("data", "{}")]
    [InlineData("cause", "other")]
    [InlineData("actor", "operator:x")]
    [InlineData("type", "released")]
    [InlineData("at", "2020-01-01T00:00:00Z")]
    [InlineData("hash", "00")]
    [InlineData("content", null)]
    [InlineData("salt", null)]
    public async Task Whatever_is_changed_in_it_is_found(string field, string? value)
    {
        for (var i = 0; i < 6; i++)
        {
            var ran = await Changed(export => export["events"]![i]![field] = value ?? new string('0', 64));

            ran.Findings().ShouldContain(("changed", registry.Masked, i + 1), ran.ToString());
        }
    }

    [Fact]
    public async Task An_event_that_is_left_out_or_moved_is_found()
    {
        (await Changed(static export => export["events"]!.AsArray().RemoveAt(2))).Findings().ShouldContain(("missing", registry.Masked, 4));
        (await Changed(static export => export["events"]![3]!["generation"] = 2)).Findings().ShouldContain(("changed", registry.Masked, 4));
        (await Changed(static export => export["number"] = "+8613800110009")).Findings().Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_proof_that_is_not_its_own_is_found()
    {
        (await Changed(static export => export["events"]![0]!["proof"]!["place"] = 9999)).Findings().ShouldContain(("changed", registry.Masked, 1));
        (await Changed(static export => export["events"]![0]!["proof"]!["place"] = null)).Findings().ShouldContain(("changed", registry.Masked, 1));
        (await Changed(static export => export["events"]![0]!["proof"] = null)).Findings().ShouldContain(("unproved", registry.Masked, 1));
        (await Changed(static export => export["roots"]!.AsArray().Clear())).Findings().Length.ShouldBe(6);
        (await Changed(static export => export["roots"]![0] = export["roots"]![0]!.GetValue<string>()[..^6] + "AAAAAA")).Findings().ShouldContain(static finding => finding.Kind == "root");
    }

    [Fact]
    public async Task A_history_without_its_beginning_is_said_to_be_that() =>
        (await Changed(static export => export["events"]!.AsArray().RemoveAt(0))).Findings().ShouldContain(("missing", registry.Masked, 2));

    [Fact]
    public async Task An_event_with_another_hash_that_is_right_is_under_no_root()
    {
        var ran = await Changed(static export =>
        {
            var last = export["events"]![5]!;
            last["actor"] = "operator:x";
            last["hash"] = Forged.Hash(export["number"]!, export["events"]![4]!, last);
        });

        ran.Findings().ShouldBe([("changed", registry.Masked, 6)]);
    }

    [Fact]
    public async Task What_is_no_export_and_what_are_no_keys_is_said()
    {
        await File.WriteAllTextAsync(Path.Combine(registry.Rn.Folder, "other.json"), """{"number":1}""");

        await File.WriteAllTextAsync(Path.Combine(registry.Rn.Folder, "null-event.json"), """{"number":"+1","events":[null],"roots":[]}""");
        await File.WriteAllTextAsync(Path.Combine(registry.Rn.Folder, "null-root.json"), """{"number":"+1","events":[],"roots":[null]}""");

        foreach (var file in new[] { "other.json", "null-event.json", "null-root.json" })
        {
            (await registry.Rn.Run("audit", "verify", file, "--keys", "jwks.json")).ShouldEnd(2).Error.ShouldContain("no export");
        }

        (await registry.Rn.Run("audit", "verify", "carrier.json", "--keys", "carrier.json")).ShouldEnd(2).Error.ShouldContain("keys");
        (await registry.Rn.Run("audit", "verify", "carrier.json", "--keys", "none.json")).ShouldEnd(2);
        (await registry.Rn.Run("audit", "verify", "--keys", "jwks.json")).ShouldEnd(2);
        (await registry.Rn.Run("audit", "verify", "--all", "--known", "jwks.json", "--profile", "operator")).ShouldEnd(2);
        (await registry.Rn.Run("audit", "verify", "--all", "--keys", "jwks.json", "--profile", "carrier")).ShouldEnd(4);
    }

    private async Task<Ran> Changed(Action<JsonNode> change)
    {
        var export = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(registry.Rn.Folder, "operator.json")))!;
        change(export);
        await File.WriteAllTextAsync(Path.Combine(registry.Rn.Folder, "changed.json"), export.ToJsonString());
        return (await registry.Rn.Run("audit", "verify", "changed.json", "--keys", "jwks.json", "--json")).ShouldEnd(7);
    }
}
