using System.Text.Json.Nodes;

namespace RecycledNumbers.Chaos.Receivers;

/// <summary>A message as a platform's program got it.</summary>
internal sealed record Received
{
    /// <summary>When it came, on the run's stopwatch.</summary>
    public required TimeSpan At { get; init; }

    /// <summary><c>platform:…</c>.</summary>
    public required string Party { get; init; }

    /// <summary>Id of the message: the same whenever it is sent.</summary>
    public required string Id { get; init; }

    /// <summary>Kind without prefix.</summary>
    public required string Kind { get; init; }

    /// <summary>What it says.</summary>
    public required JsonObject Data { get; init; }

    /// <summary>Whether it was answered with 2xx (or pulled).</summary>
    public required bool Taken { get; init; }

    /// <summary>A field as text, or "".</summary>
    public string this[string field] => Data[field]?.ToString() ?? "";

    /// <summary>A CloudEvent.</summary>
    public static Received Of(JsonNode happened, string party, TimeSpan at, bool taken) => new()
    {
        At = at,
        Party = party,
        Id = happened["id"]!.ToString(),
        Kind = happened["type"]!.ToString()["recycled-numbers.".Length..],
        Data = happened["data"]!.AsObject(),
        Taken = taken,
    };
}
