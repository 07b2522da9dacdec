using System.Text.Json.Nodes;

namespace RecycledNumbers.Feeds.Tests;

/// <summary>A consumer of a feed by cursor.</summary>
internal static class Pulling
{
    public const string Bindings = "/v1/feeds/bindings";
    public const string Numbers = "/v1/feeds/numbers";

    /// <summary>All that comes after a cursor, and the cursor to keep.</summary>
    public static async Task<(List<JsonNode> Items, string? Cursor)> Pull(this HttpClient client, string feed, string? after = null, int limit = 100)
    {
        var items = new List<JsonNode>();
        while (true)
        {
            var page = await Registry.Json(await client.GetAsync($"{feed}?limit={limit}{(after is null ? "" : $"&after={after}")}"));
            items.AddRange(page["items"]!.AsArray().Select(static item => item!));
            if (page["next"]?.GetValue<string>() is not { } next)
            {
                return (items, after);
            }

            after = next;
        }
    }

    /// <summary>Where a feed ends now.</summary>
    public static async Task<string?> End(this HttpClient client, string feed) => (await client.Pull(feed)).Cursor;

    public static IEnumerable<(string Number, string Event)> Told(this IEnumerable<JsonNode> items) =>
        items.Select(static item => (item["number"]!.GetValue<string>(), item["event"]!.GetValue<string>()));
}
