using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>How a number is stored: compact JSON that an operator can read, with an explicit format version and no type names of ours but the events' own.</summary>
public static class NumberFormat
{
    /// <summary>The version that is written. Every version ever released is read.</summary>
    public const int Version = 1;

    /// <summary>Names as the API has them, nothing for null, enums as words, Chinese as it is.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SharedNames.Apply } },
    };

    private static readonly FrozenDictionary<Type, string> EventNames =
        typeof(NumberEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>A state as stored text.</summary>
    public static string Write(NumberState state) => JsonSerializer.Serialize(new Stored(Version, state), Options);

    /// <summary>A state from stored text.</summary>
    /// <exception cref="NotSupportedException">It was written by a newer release.</exception>
    public static NumberState Read(string text)
    {
        var stored = JsonSerializer.Deserialize<Stored>(text, Options)!;
        return stored.V <= Version ? stored.Number
            : throw new NotSupportedException($"A number was stored in format {stored.V}; this release reads up to {Version}.");
    }

    /// <summary>Why this text can't be the state of this number, in a few words without any value of it; or null and the state.</summary>
    public static string? Flaw(string text, string number, out NumberState? state)
    {
        state = null;
        try
        {
            state = Read(text);

            // What every command and every wake goes through first: a record with a hole in it shows here and not in the middle of a decision.
            state.NextDue();
            return state.Number == number ? null : "It holds another number.";
        }
        catch (NotSupportedException newer) when (newer is not { InnerException: JsonException })
        {
            return newer.Message;
        }
#pragma warning disable CA1031 // Whatever is wrong with one record must stay with that record.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return $"It is not the JSON of a number ({fault.GetType().Name}).";
        }
    }

    /// <summary>An event's stored name.</summary>
    public static string NameOf(NumberEvent happened) => EventNames[happened.GetType()];

    /// <summary>An event as stored text.</summary>
    public static string Write(NumberEvent happened) => JsonSerializer.Serialize(happened, Options);

    private sealed record Stored(int V, NumberState Number);
}
