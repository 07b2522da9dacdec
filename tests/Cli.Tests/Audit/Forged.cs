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
        Convert.ToHexStringLower(content).ShouldBe(row["content"]!.GetValue<string>());
        var hash = Hash(export["number"]!, last, row);
        hash.ShouldBe(row["hash"]!.GetValue<string>());
        return hash;
    }

    /// <summary>The hash that an event of an export has by what it says, behind another.</summary>
    public static string Hash(JsonNode number, JsonNode before, JsonNode happened)
    {
        var at = (DateTimeOffset.Parse(happened["at"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        byte[] entry =
        [
            0, 1, .. Convert.FromHexString(before["hash"]!.GetValue<string>()), .. Text(number), .. Whole(happened["sequence"]!.GetValue<long>()), .. Whole(at), .. Whole(happened["generation"]!.GetValue<int>())[4..],
            .. Text(happened["type"]!), .. Text(happened["actor"]!), .. Convert.FromHexString(happened["content"]!.GetValue<string>()),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(entry));
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
