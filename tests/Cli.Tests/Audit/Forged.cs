using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Cli.Tests.Audit;

/// <summary>Works out the hash of an event that never happened, by docs/audit.md alone.</summary>
internal static class Forged
{
    public static async Task<string> Hash(AuditedRegistry registry, string number, long sequence)
    {
        var export = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(registry.Rn.Folder, "operator.json")))!;
        var last = export["events"]!.AsArray()[^1]!;
        // The salt is the registry's secret; it tells it to an auditor who reads the row that was written behind its back.
        await registry.Execute(
            $"insert into number_events (number, sequence, at, generation, type, actor, cause, data) select number, {sequence}, at, generation, 'released', actor, cause, data from number_events where number = '{number}' and sequence = {sequence - 1}");
        var row = JsonNode.Parse((await registry.Rn.Run("audit", "export", number, "--profile", "operator")).ShouldEnd(0).Out)!["events"]!.AsArray()[^1]!;
        await registry.Undo();

        var content = SHA256.HashData([.. Convert.FromHexString(row["salt"]!.GetValue<string>()), .. Text(row["cause"]!), .. Text(row["data"]!)]);
        var at = (DateTimeOffset.Parse(row["at"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        byte[] entry =
        [
            0, 1, .. Convert.FromHexString(last["hash"]!.GetValue<string>()), .. Text(number), .. Whole(sequence), .. Whole(at), .. Whole(row["generation"]!.GetValue<int>())[4..],
            .. Text("released"), .. Text(row["actor"]!), .. content,
        ];
        var hash = Convert.ToHexStringLower(SHA256.HashData(entry));
        hash.ShouldBe(row["hash"]!.GetValue<string>());
        return hash;
    }

    private static byte[] Text(JsonNode text) => Text(text.GetValue<string>());

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Whole(bytes.Length)[4..], .. bytes];
    }

    private static byte[] Whole(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
