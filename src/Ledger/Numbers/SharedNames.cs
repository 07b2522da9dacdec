using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>Names that millions of numbers have in common (platforms, categories, carriers) are kept once in memory, and not once per number that holds them.</summary>
internal sealed class SharedNames : JsonConverter<string>
{
    /// <summary>Beyond this many, names are kept as they come: nobody can fill the memory with categories.</summary>
    private const int Most = 20_000;

    private static readonly HashSet<string> Properties = ["platform", "category", "carrier"];
    private static readonly SharedNames Converter = new();

    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>For every type that has such a property.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(string) && Properties.Contains(property.Name))
            {
                property.CustomConverter = Converter;
            }
        }
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString();
        return name is null ? null : names.TryGetValue(name, out var shared) ? shared : names.Count < Most ? names.GetOrAdd(name, name) : name;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
