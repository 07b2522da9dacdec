using System.Text.Json;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Figures;

/// <summary>Keeps the projection of frozen numbers. It reads the numbers that the feed names as they are now, so that a repeat, or another order, comes to the same.</summary>
internal sealed class FreezeFollower(Dialect dialect, EventFeed feed)
{
    private const int Page = 1000;
    private const string Settled = "unbindingSettled";

    // Whatever begins or ends a freeze, and whatever opens or ends a clearance.
    private static readonly string[] _types = ["deactivated", "reinstated", "held", "holdExtended", "released", "unbindingRequested", "clearanceCompleted", Settled];

    public async Task<(FollowedEvents Reached, bool More)> Step(FollowedEvents place, CancellationToken cancellation)
    {
        if (place.Cursor is null)
        {
            // First the place in the feed, then the numbers: what changes meanwhile is in the feed behind it.
            return (place with { Cursor = await feed.End(cancellation) }, true);
        }

        var page = await feed.Read(_types, place.Cursor, Page, cancellation);
        var settled = page.Rows.Where(static r => r.Settled).ToArray();
        await Project(settled.Select(static r => r.Number).Distinct(StringComparer.Ordinal), cancellation);
        await Time(settled.Where(static r => r.Event.Type == Settled), cancellation);
        var reached = place with { Cursor = page.Cursor };
        return place.Complete ? (reached, page.Rows.Count == Page) : (await Fill(reached, cancellation), true);
    }

    /// <summary>Numbers that were frozen before there was a projection.</summary>
    private async Task<FollowedEvents> Fill(FollowedEvents place, CancellationToken cancellation)
    {
        var rows = await dialect.Query(
            new($"""
                select {dialect.Top} number, version, state from numbers
                where wake_shard = @shard and phase = 'frozen' and number > @after order by number {dialect.Limit}
                """, ("shard", (short)place.Shard), ("after", place.After), ("limit", Page)), Read, cancellation);
        await Replace(rows, [.. rows.Select(static r => r.Number)], cancellation);
        return rows.Count < Page ? place with { Shard = place.Shard + 1, After = "" } : place with { After = rows[^1].Number };
    }

    private async Task Project(IEnumerable<string> changed, CancellationToken cancellation)
    {
        foreach (var numbers in changed.Chunk(Page))
        {
            var rows = await dialect.Query(new($"select number, version, state from numbers where {dialect.In("number", "@numbers")}", ("numbers", numbers)), Read, cancellation);
            await Replace(rows, numbers, cancellation);
        }
    }

    private async Task Replace(IReadOnlyList<(string Number, long Version, string State)> rows, string[] numbers, CancellationToken cancellation)
    {
        if (numbers.Length == 0)
        {
            return;
        }

        await dialect.Execute(new($"delete from freezes where {dialect.In("number", "@numbers")}", ("numbers", numbers)), cancellation);
        var frozen = rows.Select(Freeze).Where(static f => f is not null).ToArray();
        if (frozen.Length > 0)
        {
            await dialect.Execute(
                new($"""
                    insert into freezes (number, version, day, until, is_held, hold_limit, is_clear)
                    select f.number, f.version, f.day, f.until, f.is_held, f.hold_limit, f.is_clear from {dialect.FreezeRows} f
                    """, ("rows", JsonSerializer.Serialize(frozen))), cancellation);
        }
    }

    private object? Freeze((string Number, long Version, string State) row) =>
        NumberFormat.Flaw(row.State, row.Number, out var state) is null && state is { Phase: Phase.Frozen, FrozenUntil: { } until } && PhoneNumber.TryParse(row.Number, out var number) ? new
        {
            number = row.Number,
            version = row.Version,
            day = FreezeProfile.Of(number.Country).DayOf(until).DayNumber - Days.Epoch,
            until = dialect.StoredInstant(until),
            is_held = state.Held,
            hold_limit = state.HoldLimit is { } limit ? dialect.StoredInstant(limit) : null,
            is_clear = state.IsClear,
        }
        : null;

    /// <summary>How long each outcome took. The cursor is kept after it, so a silo that dies in between has a page counted twice: it is statistics.</summary>
    private async Task Time(IEnumerable<FeedRow> outcomes, CancellationToken cancellation)
    {
        var settled = outcomes.Select(static r => Outcome.Of(r.Event)).OfType<Outcome>().ToArray();
        foreach (var chunk in settled.Chunk(Page))
        {
            var asked = (await dialect.Query(
                new($"select id, party, requested_at from unbindings where {dialect.In("id", "@ids")}", ("ids", chunk.Select(static o => o.Id).ToArray())),
                static r => (Id: r.Text(0), Party: r.Text(1), At: r.Instant(2)), cancellation)).ToDictionary(static a => a.Id, StringComparer.Ordinal);
            var counts = chunk.Where(o => asked.ContainsKey(o.Id)).CountBy(o => (asked[o.Id].Party, Day: Days.Of(o.At), o.State, Class: OutcomeClasses.Of(o.At - asked[o.Id].At)));
            foreach (var (which, total) in counts)
            {
                await Add(which.Party, which.Day, which.State, which.Class, total, cancellation);
            }
        }
    }

    private async Task Add(string party, int day, string outcome, int which, long total, CancellationToken cancellation)
    {
        (string, object?)[] values = [("party", party), ("day", day), ("outcome", outcome), ("class", which), ("total", total)];
        if (await dialect.Execute(new("update outcome_times set total = total + @total where party = @party and day = @day and outcome = @outcome and class = @class", values), cancellation) == 0)
        {
            await dialect.Execute(new("insert into outcome_times (party, day, outcome, class, total) values (@party, @day, @outcome, @class, @total)", values), cancellation);
        }
    }

    private static (string Number, long Version, string State) Read(Row r) => (r.Text(0), r.Long(1), r.Text(2));

    private sealed record Outcome(string Id, string State, DateTimeOffset At)
    {
        public static Outcome? Of(EventRow row)
        {
            try
            {
                return JsonSerializer.Deserialize<NumberEvent>(row.Data, NumberFormat.Options) is UnbindingSettled e
                    ? new(e.UnbindingId, EnumWord.Of(e.State), row.At)
                    : null;
            }
            catch (Exception flaw) when (flaw is JsonException or NotSupportedException)
            {
                return null;
            }
        }
    }
}
