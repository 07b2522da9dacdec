using System.Globalization;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints.Fuzz;

/// <summary>Writes a body that a schema describes, from nothing but the schema.</summary>
internal sealed class BodyWriter(JsonNode document, Random random, string[] numbers)
{
    internal JsonNode? Write(JsonNode schema, string name = "")
    {
        schema = Resolve(schema);
        if (schema["enum"] is JsonArray words) return words[random.Next(words.Count)]?.DeepClone();
        return TypeOf(schema) switch
        {
            "object" => WriteObject(schema),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Write(schema["items"] ?? new JsonObject(), name))]),
            "integer" or "number" => random.Next(IntegerOf(schema["minimum"], 0), IntegerOf(schema["maximum"], 1000) + 1),
            "boolean" => random.Next(5) > 0,
            _ => WriteText(schema, name),
        };
    }

    private JsonObject WriteObject(JsonNode schema)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(field => field!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var written = new JsonObject();
        foreach (var (field, its) in schema["properties"]?.AsObject() ?? [])
            if (required.Contains(field) || random.Next(3) == 0) written[field] = Write(its!, field);
        return written;
    }

    private string WriteText(JsonNode schema, string name)
    {
        if (schema["format"]?.GetValue<string>() == "date-time") return TimeProvider.System.GetUtcNow().AddHours(-random.Next(1, 200)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (schema["format"]?.GetValue<string>() == "date") return TimeProvider.System.GetUtcNow().AddDays(-random.Next(1, 3000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var pattern = schema["pattern"]?.GetValue<string>() ?? "";
        if (pattern.StartsWith(@"^\+", StringComparison.Ordinal)) return numbers[random.Next(numbers.Length)];
        if (pattern.Contains('@', StringComparison.Ordinal)) return "a@b.example";
        if (name == "timeZone") return "Asia/Shanghai";
        if (name == "url") return "https://hooks.example.com/fuzz";
        if (name == "toCarrier" || name == "carrier") return random.Next(2) == 0 ? "south" : "north";
        return pattern.StartsWith("^[a-z", StringComparison.Ordinal) ? "word" + random.Next(100_000).ToString(CultureInfo.InvariantCulture) : "text " + random.Next(20).ToString(CultureInfo.InvariantCulture);
    }

    private JsonNode Resolve(JsonNode schema)
    {
        while (true)
        {
            if (schema["$ref"] is { } reference) schema = document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!;
            else if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices) schema = choices.First(choice => choice!["type"]?.ToString() != "null")!;
            else return schema;
        }
    }

    private static string TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => type!.GetValue<string>()).First(type => type != "null"),
        { } type => type.GetValue<string>(),
        null => schema["properties"] is null ? "string" : "object",
    };

    private static int IntegerOf(JsonNode? bound, int otherwise) => bound is null ? otherwise : int.Parse(bound.ToString(), CultureInfo.InvariantCulture);
}
