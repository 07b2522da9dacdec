using System.Text.Json.Nodes;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>What of an event's data is shown to carriers and operators.</summary>
public static class EventPrivacy
{
    /// <summary>What only the platform, or nobody, may know.</summary>
    private static readonly HashSet<string> Hidden = ["account", "subscriber"];

    /// <summary>Whether a reader may see which command caused an event: an operator any, a party its own, anybody what fell due.</summary>
    public static bool MaySeeCause(Party reader, EventRow happened) => reader.Kind == PartyKind.Operator || happened.Actor == reader.ToString() || happened.Cause is "due" or "";

    /// <summary>The data without what is hidden, and whether anything was.</summary>
    /// <param name="data">As stored.</param>
    /// <param name="open">Opens what tells of a person (<see cref="PersonalFields"/>): the text, or null where it can't be opened any more, and then it is left out. Without it sealed texts stay sealed.</param>
    public static (string Data, bool IsWhole) Redact(string data, Func<string, string?>? open = null)
    {
        var root = JsonNode.Parse(data)!;
        var isWhole = !Strip(root, open);
        return (root.ToJsonString(), isWhole);
    }

    private static bool Strip(JsonNode node, Func<string, string?>? open)
    {
        if (node is not JsonObject fields)
        {
            return false;
        }

        var stripped = false;
        foreach (var name in Hidden)
        {
            stripped |= fields.Remove(name);
        }

        if (open is not null)
        {
            foreach (var name in PersonalFields.Names.Where(fields.ContainsKey))
            {
                stripped |= Open(fields, name, open);
            }
        }

        foreach (var (_, value) in fields)
        {
            stripped |= value is not null && Strip(value, open);
        }

        return stripped;
    }

    private static bool Open(JsonObject fields, string name, Func<string, string?> open)
    {
        if (fields[name] is not JsonValue value || !value.TryGetValue<string>(out var text) || open(text) is var opened && opened == text)
        {
            return false;
        }

        fields.Remove(name);
        if (opened is not null)
        {
            fields.Add(name, opened);
        }

        return true;
    }
}
