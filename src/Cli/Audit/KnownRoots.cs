using System.Text.Json;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Cli.Audit;

/// <summary>Roots that somebody kept: lines of <c>rn audit roots --json</c>, or an export. Who took roots away, or made others in their place with the very key, is found out by them.</summary>
internal static class KnownRoots
{
    /// <exception cref="UsageException">There is none in the file.</exception>
    internal static IReadOnlyDictionary<long, string> Read(string text)
    {
        var known = new Dictionary<long, string>();
        foreach (var signed in Texts(text))
        {
            if (SignedRoot.Parse(signed) is { } root)
            {
                known[root.Head.Index] = signed;
            }
        }

        // A registry that was set up a moment ago has none yet.
        return known.Count > 0 || string.IsNullOrWhiteSpace(text) ? known : throw new UsageException("There are no roots in this file: give lines of 'rn audit roots --json', or a file of 'rn audit export'.");
    }

    private static List<string> Texts(string text)
    {
        var texts = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.TryGetProperty("roots", out var several))
                {
                    texts.AddRange(several.EnumerateArray().Select(static one => one.GetString() ?? ""));
                }
                else if (json.RootElement.TryGetProperty("signed", out var signed))
                {
                    texts.Add(signed.GetString() ?? "");
                }
            }
            catch (Exception flaw) when (flaw is JsonException or InvalidOperationException)
            {
                throw new UsageException("This file holds no roots: give lines of 'rn audit roots --json', or a file of 'rn audit export'.");
            }
        }

        return texts;
    }
}
