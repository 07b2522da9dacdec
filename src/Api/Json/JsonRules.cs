using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecycledNumbers.Api.Json;

/// <summary>What JSON this API reads and writes: one meaning per text, and no text that another component could read otherwise.</summary>
public static class JsonRules
{
    /// <summary>Levels of arrays and objects.</summary>
    internal const int MaxDepth = 16;

    /// <summary>Applies the rules.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.AllowTrailingCommas = false;
        options.ReadCommentHandling = JsonCommentHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        options.Converters.Add(new CamelCaseEnums());
        options.Converters.Add(new UtcTimes());
        options.Converters.Add(new IsoDates());
        options.Converters.Add(new StorableText());
    }
}
