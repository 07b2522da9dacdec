using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RecycledNumbers.Cli.Audit;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Domain.Tests.Audit;

/// <summary>A registry's events under signed roots, to be written over by a test, and looked at as the command line does.</summary>
internal sealed class AuditedLog
{
    private const string Key = "key";

    private static readonly ECDsa Private = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly PublicKeys Keys = Published(Private);

    public List<List<AuditedRow>> Sealed { get; } = [];

    public List<AuditedRow> Unsealed { get; } = [];

    public List<string> Roots { get; } = [];

    public List<List<AuditHash>> Leaves { get; } = [];

    public Dictionary<string, EndRow> Ends { get; } = [];

    /// <summary>Numbers that take turns, so many events in all, under roots of so many.</summary>
    public static AuditedLog Of(int numbers, int events, int perRoot, int unsealed = 0)
    {
        var log = new AuditedLog();
        for (var i = 0; i < events + unsealed; i++)
        {
            // A stride that is no divisor: a number's events lie in many roots, at many places.
            var number = string.Create(CultureInfo.InvariantCulture, $"+86138{i * 7 % numbers:00000000}");
            var end = log.Ends.GetValueOrDefault(number) ?? new EndRow(number, 0, 0, default(AuditHash).ToString());
            var row = new AuditedRow(number, end.ChainSequence + 1, DateTimeOffset.UnixEpoch.AddSeconds(i), 1, "suspended", "carrier:cmcc", $"K{i}", $$"""{"n":{{i}}}""", Salt(i).ToString(), null, $"{i}.{i}");
            row = row with { Hash = row.After(AuditHash.TryParse(end.ChainHash, out var before) ? before : default).ToString() };
            log.Ends[number] = new EndRow(number, row.Sequence, row.Sequence, row.Hash);
            (i < events ? log.Stretch(i / perRoot) : log.Unsealed).Add(row);
        }

        TreeHead? last = null;
        foreach (var stretch in log.Sealed)
        {
            log.Leaves.Add(stretch.ConvertAll(static row => row.Stored!.Value));
            last = new TreeHead(last is null ? 0 : last.Index + 1, last?.UpTo ?? "0.0", stretch[^1].Cursor, stretch.Count, MerkleTree.Root(log.Leaves[^1]), last?.Fingerprint() ?? default, DateTimeOffset.UnixEpoch);
            log.Roots.Add(Sign(last, Private));
        }

        return log;
    }

    /// <summary>With the registry's own key.</summary>
    public static string Sign(TreeHead head) => Sign(head, Private);

    public static string Sign(TreeHead head, ECDsa key, string keyId = Key) => SignedRoot.Sign(head, "ES256", keyId, hash => key.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public AuditReport Check(IReadOnlyDictionary<long, string>? known = null)
    {
        var check = new WholeCheck(Keys);
        check.Compare(known, Roots);
        foreach (var end in Ends.Values)
        {
            check.Expect(end);
        }

        for (var i = 0; i < Roots.Count; i++)
        {
            var stretch = check.Begin(i, Roots[i], Leaves[i]);
            foreach (var row in Sealed[i])
            {
                if (stretch is null)
                {
                    check.Take(row, isUnsealed: false);
                }
                else
                {
                    stretch.Take(row);
                }
            }

            stretch?.End();
        }

        Unsealed.ForEach(row => check.Take(row, isUnsealed: true));
        if (check.End() is { Count: > 0 } ahead)
        {
            check.EndAgain(ahead, Ends);
        }

        return check.Report();
    }

    private List<AuditedRow> Stretch(int root)
    {
        while (Sealed.Count <= root)
        {
            Sealed.Add([]);
        }

        return Sealed[root];
    }

    private static AuditHash Salt(int i) => AuditHash.Of([(byte)i, (byte)(i >> 8)]);

    private static PublicKeys Published(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return PublicKeys.Read(JsonSerializer.Serialize(new
        {
            keys = new[] { new { kid = Key, kty = "EC", crv = "P-256", x = System.Buffers.Text.Base64Url.EncodeToString(point.X), y = System.Buffers.Text.Base64Url.EncodeToString(point.Y) } },
        }));
    }
}
