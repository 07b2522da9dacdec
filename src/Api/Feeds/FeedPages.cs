using RecycledNumbers.Api.Paging;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Events;

namespace RecycledNumbers.Api.Feeds;

/// <summary>A feed by cursor.</summary>
internal sealed class FeedPages(IEventLists events)
{
    /// <summary>Looks of one request: 200,000 events. Whoever is told of none of them gets an empty page and goes on from its cursor.</summary>
    private const int MostLooks = 40;

    /// <summary>No cursor of ours is longer.</summary>
    private const int LongestCursor = 64;

    /// <summary>What comes after a cursor. Its own cursor is null only where there is nothing new, neither for this feed nor enough of others to be worth skipping.</summary>
    /// <exception cref="InvalidCursorException">It is no cursor.</exception>
    internal async Task<Page<TRow>> Read<TRow>(IFeed<TRow> feed, string? after, int most, CancellationToken cancellation)
    {
        if (after?.Length > LongestCursor) throw new InvalidCursorException(nameof(after));
        var (rows, cursor, passed) = (new List<FeedRow>(), after, 0);
        while (rows.Count < most && passed < MostLooks)
        {
            var look = await events.Look(feed.Types, cursor, day: null, feed.Platform, cancellation);
            var left = most - rows.Count;
            rows.AddRange(look.Rows.Take(left));
            cursor = look.Rows.Count > left ? rows[^1].Cursor : look.Cursor;
            if (look.IsEnd) break;
            passed++;
        }

        return new Page<TRow>([.. rows.Select(feed.Row)], rows.Count > 0 || passed > 0 ? cursor : null);
    }
}
