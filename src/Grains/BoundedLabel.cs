using System.Collections.Concurrent;

namespace RecycledNumbers.Grains;

/// <summary>A metric's label of which there may be many: the first so many values keep their name, all others are <c>other</c>, until the process starts anew.</summary>
/// <param name="most">How many keep their name.</param>
internal sealed class BoundedLabel(int most)
{
    private readonly ConcurrentDictionary<string, bool> _named = new(StringComparer.Ordinal);

    /// <summary>The value, or <c>other</c>.</summary>
    public string Of(string value) => _named.ContainsKey(value) || (_named.Count < most && _named.TryAdd(value, true)) ? value : "other";
}
