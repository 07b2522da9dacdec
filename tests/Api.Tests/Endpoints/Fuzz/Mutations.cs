using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints.Fuzz;

/// <summary>Ways in which a body goes wrong on its way, and ways in which somebody makes it so.</summary>
internal static class Mutations
{
    private static readonly string[] Odd =
    [
        "", " ", "\u0001", "\u007f", "0", "-1", "2023-02-30", "0000-00-00", "9999-99-99", "2020-01-01T25:00:00Z", "2020-01-01T00:00:00", "+86139abc00001", "+0", "8613900000001",
        "+861390000000000000", "周", "\U0001F600", "'; drop table numbers; --", "../../etc/passwd", "<script>", "%00", "null", "=1+1", "\u202e", "Asia/Nowhere", "https://[::1", "a@", "tt_",
    ];

    /// <summary>The body's bytes, gone wrong in one way; sometimes in none.</summary>
    internal static byte[] Apply(JsonNode? body, Random random) => random.Next(24) switch
    {
        0 => Encoding.UTF8.GetBytes(Text(body)[..random.Next(Text(body).Length + 1)]),
        1 => [.. Encoding.UTF8.GetBytes(Text(body)), .. "}garbage"u8],
        2 => Replace(Text(body), "\"", "\"\u0000\\u0000", random),
        3 => Replace(Text(body), "\"", "\"\\ud800", random),
        4 => Splice(Encoding.UTF8.GetBytes(Text(body)), [0xC3, 0x28], random),
        5 => Splice(Encoding.UTF8.GetBytes(Text(body)), [0xFF, 0xFE, 0x00], random),
        6 => Encoding.UTF8.GetBytes(new string('[', random.Next(1, 2000)) + new string(']', random.Next(1, 2000))),
        7 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500)),
        8 => Encoding.Unicode.GetBytes(Text(body)),
        9 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text(body))],
        10 => Encoding.UTF8.GetBytes("{\"a\":1,\"a\":2}"),
        11 => [],
        12 => Encoding.UTF8.GetBytes(Text(Pick(random, JsonValue.Create(1), JsonValue.Create("x"), new JsonArray(), JsonValue.Create(true), null))),
        13 => Encoding.UTF8.GetBytes(Text(body).Replace("{", "{\"unheardOf\":1,", StringComparison.Ordinal)),
        14 => Encoding.UTF8.GetBytes(Text(body).Replace(":\"", ":\"\\u0000", StringComparison.Ordinal)),
        15 => Encoding.UTF8.GetBytes(Text(body) + "/* comment */"),
        _ => Encoding.UTF8.GetBytes(Text(Change(body, random))),
    };

    /// <summary>Text of any kind.</summary>
    internal static string Word(Random random) => random.Next(8) switch
    {
        0 => new string('9', random.Next(1, 400)),
        1 => new string('x', random.Next(1, 3000)),
        2 => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(1, 0xD7FF))),
        _ => Odd[random.Next(Odd.Length)],
    };

    private static JsonNode? Change(JsonNode? body, Random random)
    {
        var copy = body?.DeepClone();
        if (copy is not JsonObject fields || fields.Count == 0) return copy;
        for (var times = random.Next(0, 3); times > 0; times--) ChangeField(fields, random);
        return fields;
    }

    private static void ChangeField(JsonObject fields, Random random)
    {
        if (fields.Count == 0) return;
        var (name, value) = fields.ElementAt(random.Next(fields.Count));
        if (value is JsonObject inner && random.Next(3) > 0) ChangeField(inner, random);
        else if (value is JsonArray { Count: > 0 } list && random.Next(3) > 0) ChangeItem(list, random);
        else if (random.Next(6) == 0) fields.Remove(name);
        else fields[name] = Value(random);
    }

    private static void ChangeItem(JsonArray list, Random random)
    {
        if (list[0] is JsonObject item && random.Next(2) == 0) ChangeField(item, random);
        else list[0] = Value(random);
    }

    private static JsonNode? Value(Random random) => random.Next(12) switch
    {
        0 => null,
        1 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        2 => JsonNode.Parse("1e400"),
        3 => JsonNode.Parse(new string('9', 300)),
        4 => JsonValue.Create(-0.5),
        5 => JsonValue.Create(true),
        6 => new JsonArray([null, null]),
        7 => new JsonObject { ["a"] = new JsonObject { ["b"] = 1 } },
        _ => JsonValue.Create(Word(random)),
    };

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static JsonNode? Pick(Random random, params JsonNode?[] nodes) => nodes[random.Next(nodes.Length)];

    private static byte[] Replace(string text, string what, string by, Random random)
    {
        var at = text.IndexOf(what, random.Next(text.Length), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(at < 0 ? text + by : text[..at] + by + text[(at + what.Length)..]);
    }

    private static byte[] Splice(byte[] bytes, byte[] into, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. into, .. bytes[at..]];
    }
}
