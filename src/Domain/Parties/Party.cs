using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecycledNumbers.Domain.Parties;

/// <summary>Kinds of those who act on a number.</summary>
[GenerateSerializer, Alias("rn.PartyKind")]
public enum PartyKind
{
    /// <summary>The registry itself: what falls due, and what one number tells another.</summary>
    Registry,

    /// <summary>A carrier.</summary>
    Carrier,

    /// <summary>A platform.</summary>
    Platform,

    /// <summary>An operator of the registry.</summary>
    Operator,
}

/// <summary>Who acts, or who must answer. As text <c>carrier:cmcc</c>, <c>platform:wechat</c>, <c>operator:dev</c>, <c>registry:registry</c>.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Id">Its id: 1–40 of a–z, 0–9 and hyphen.</param>
[GenerateSerializer, Immutable, Alias("rn.Party"), JsonConverter(typeof(PartyJsonConverter))]
public sealed record Party([property: Id(0)] PartyKind Kind, [property: Id(1)] string Id)
{
    /// <summary>The registry itself.</summary>
    public static readonly Party Registry = new(PartyKind.Registry, "registry");

    /// <summary>A carrier.</summary>
    public static Party Carrier(string id) => new(PartyKind.Carrier, id);

    /// <summary>A platform.</summary>
    public static Party Platform(string id) => new(PartyKind.Platform, id);

    /// <summary>An operator.</summary>
    public static Party Operator(string id) => new(PartyKind.Operator, id);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static Party Parse(string text) => TryParse(text) ?? throw new FormatException("Not a party.");

    /// <summary>Reads the text form, or null: it is no such text.</summary>
    public static Party? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Enum.TryParse<PartyKind>(text[..colon], ignoreCase: true, out var kind) && Enum.IsDefined(kind) && IsId(text[(colon + 1)..])
            && new Party(kind, text[(colon + 1)..]) is var party && party.ToString() == text
            ? party
            : null;
    }

    /// <summary>Whether a text may be a party's id.</summary>
    public static bool IsId(string? text) =>
        text is { Length: >= 1 and <= 40 } && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <inheritdoc />
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:{Id}";
}

/// <summary>Parties are stored as their text.</summary>
internal sealed class PartyJsonConverter : JsonConverter<Party>
{
    public override Party Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Party.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Party value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
