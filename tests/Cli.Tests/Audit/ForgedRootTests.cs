using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RecycledNumbers.Cli.Tests.Audit;

/// <summary>Roots that are signed with the registry's very key and are not those that it made: what is left to find them out is how they follow from each other, and those that somebody kept.</summary>
public sealed class ForgedRootTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string[] roots = [];
    private Receiver receiver = null!;
    private Rn rn = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.Start(Answer);
        rn = new Rn(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "config/rn"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "config/rn/default.json"),
            JsonSerializer.Serialize(new { registry = receiver.Address, clientId = "auditor", scope = "audit", token = "t", until = "2999-01-01T00:00:00Z" }));
    }

    [Fact]
    public async Task Roots_that_follow_from_each_other_have_no_flaw() => (await FlawsOf(Head(0), Head(1, Head(0)), Head(2, Head(1, Head(0))))).ShouldBeEmpty();

    [Fact]
    public async Task A_root_that_names_another_before_it_is_named()
    {
        (await FlawsOf(Head(0), Head(1, Head(0, sealedAt: "2026-01-01T00:00:01Z")))).ShouldBe([1]);
        (await FlawsOf(Head(0, before: "{}"))).ShouldBe([0]);
    }

    [Fact]
    public async Task A_root_that_does_not_begin_where_the_one_before_ends_is_named() => (await FlawsOf(Head(0), Head(1, Head(0), after: "0.9"))).ShouldBe([1]);

    [Fact]
    public async Task A_root_that_is_not_the_one_that_was_kept_is_named()
    {
        await Kept(Signed(Head(0)));

        (await FlawsOf(["--known", "kept.ndjson"], Head(0))).ShouldBeEmpty();
        (await FlawsOf(["--known", "kept.ndjson"], Head(0, sealedAt: "2026-01-01T00:00:01Z"))).ShouldBe([0]);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        key.Dispose();
        folder.Dispose();
    }

    private Task<long[]> FlawsOf(params string[] heads) => FlawsOf([], heads);

    /// <summary>Which roots something is wrong with. There are no rows: that each of their events is missing goes without saying.</summary>
    private async Task<long[]> FlawsOf(string[] arguments, params string[] heads)
    {
        roots = [.. heads.Select(Signed)];
        var ran = (await rn.Run(["audit", "verify", "--all", "--json", .. arguments])).ShouldEnd(7);
        ran.Findings().Count(static finding => finding.Kind == "missing").ShouldBe(heads.Length, ran.ToString());
        return [.. ran.Json["findings"]!.AsArray().Where(static finding => finding!["kind"]!.ToString() == "root").Select(static finding => finding!["root"]!.GetValue<long>())];
    }

    private Task Kept(string signed) => File.WriteAllTextAsync(Path.Combine(folder.Path, "kept.ndjson"), JsonSerializer.Serialize(new { signed }));

    private static string Head(int index, string? before = null, string? after = null, string sealedAt = "2026-01-01T00:00:00Z") => FormattableString.Invariant(
        $$"""{"index":{{index}},"after":"{{after ?? (index == 0 ? "0.0" : $"{index}.1")}}","upTo":"{{index + 1}}.1","events":1,"root":"{{Convert.ToHexStringLower(Leaf(index))}}","previous":"{{(before is null ? new string('0', 64) : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(before))))}}","sealedAt":"{{sealedAt}}"}""");

    /// <summary>The hash of its only event: a tree of one leaf is that leaf.</summary>
    private static byte[] Leaf(int index) => SHA256.HashData([(byte)index]);

    private string Signed(string head)
    {
        var input = $"{Base64Url.EncodeToString("""{"alg":"ES256","kid":"k","typ":"rn-audit-root+jws"}"""u8)}.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(head))}";
        return $"{input}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    /// <summary>One root, and where the next one is.</summary>
    private byte[] Page(int index) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        items = new[] { new { index, events = 1, sealedAt = "2026-01-01T00:00:00Z", signed = roots[index] } },
        next = index + 1 < roots.Length ? (index + 1).ToString(CultureInfo.InvariantCulture) : null,
    });

    private async Task Answer(HttpContext context)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] body = context.Request.Path.Value!.Split('/') switch
        {
            [.., "jwks.json"] => JsonSerializer.SerializeToUtf8Bytes(new { keys = new[] { new { kid = "k", kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) } } }),
            [.., "roots"] => Page(int.Parse((string?)context.Request.Query["after"] ?? "0", CultureInfo.InvariantCulture)),
            [.., var index, "leaves"] => Leaf(int.Parse(index, CultureInfo.InvariantCulture)),
            _ => [],
        };
        context.Response.ContentType = context.Request.Path.Value.EndsWith("roots", StringComparison.Ordinal) ? "application/json" : "application/octet-stream";
        await context.Response.Body.WriteAsync(body);
    }
}
