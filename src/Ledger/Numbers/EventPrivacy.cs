using System.Text.Json.Nodes;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>What of an event's data is shown to carriers and operators.</summary>
public static class EventPrivacy
{
    /// <summary>What only the platform, or nobody, may know.</summary>
    private static readonly HashSet<string> Hidden = ["account", "subscriber"];

    /// <summary>The data without what is hidden, and whether anything was.</summary>
    public static (string Data, bool IsWhole) Redact(string data)
    {
        var root = JsonNode.Parse(data)!;
        var isWhole = !Strip(root);
        return (root.ToJsonString(), isWhole);
    }

    private static bool Strip(JsonNode node)
    {
        var stripped = false;
        if (node is JsonObject fields)
        {
            foreach (var name in Hidden)
            {
                stripped |= fields.Remove(name);
            }

            foreach (var (_, value) in fields)
            {
                stripped |= value is not null && Strip(value);
            }
        }

        return stripped;
    }
}
