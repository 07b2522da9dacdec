using System.Text.Json;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>A number's row.</summary>
internal sealed record StoredNumber(string Number, long Version, JsonElement State, string Phase, int Generation);

/// <summary>An event of a number's history.</summary>
internal sealed record StoredEvent(string Number, long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, JsonElement Data)
{
    /// <summary>A field of it as text, or "".</summary>
    public string this[string field] => Data.TryGetProperty(field, out var value) ? value.ToString() : "";

    /// <summary>Whether a carrier or a platform caused it, and not the registry itself.</summary>
    public bool Asked => Actor.StartsWith("carrier:", StringComparison.Ordinal) || Actor.StartsWith("platform:", StringComparison.Ordinal);
}

/// <summary>A message that was queued once, whatever became of it.</summary>
internal sealed record QueuedMessage(long Position, string Id, string Destination, string Number, int Generation, string Kind, JsonElement Body)
{
    /// <summary>A field of it as text, or "".</summary>
    public string this[string field] => Body.TryGetProperty(field, out var value) ? value.ToString() : "";
}
