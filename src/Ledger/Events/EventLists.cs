using System.Globalization;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Events;

/// <summary>Looks along the feed below the oldest transaction still open (trap 13), and the cuts between its days.</summary>
internal sealed class EventLists(Dialect dialect)
{
    internal const int Window = 5_000;

    public async Task<EventLook> Look(IReadOnlyList<string> types, string? afterCursor, EventDay? day, string? platform, CancellationToken cancellation)
    {
        var after = FeedCursor.Parse(afterCursor ?? day?.After, nameof(afterCursor));
        // Before the rows: what is below it now has been committed and stands in the rows that are read next.
        var horizon = await EventFeed.Horizon(dialect, cancellation);
        if (afterCursor is not null && after.Transaction >= horizon)
        {
            // After a restore of an older backup, for example: going on from there would leave out what comes now.
            throw new InvalidCursorException(nameof(afterCursor));
        }

        var upTo = day is null ? EventFeed.Before(horizon) : FeedCursor.Parse(day.UpTo, nameof(day));
        // What is wanted is said inside the window: outside it a planner would look for it in all events first.
        var looked = await dialect.Query(
            new($"""
                select w.xid, w.position, w.type, w.number, w.sequence, w.at, w.generation, w.actor, w.cause, case when w.type is not null then w.data end
                from (
                    select {dialect.Top} e.xid, e.position, e.number, e.sequence, e.at, e.generation, e.actor, e.cause, e.data,
                        case when {dialect.In("e.type", "@types")} {(platform is null ? "" : Bound)} then e.type end as type
                    from number_events e
                    where {dialect.After("e")} and e.xid < @before
                    order by e.xid, e.position {dialect.Limit}) w
                order by w.xid, w.position
                """,
                [("transaction", after.Transaction), ("position", after.Position), ("before", upTo.Transaction + 1), ("types", types.ToArray()), ("limit", Window),
                 .. platform is null ? [] : new (string, object?)[] { ("platform", platform) }]),
            static r => (Cursor: r.Cursor(0, 1), Happened: r.TextOrNull(2) is { } type ? Wanted(r, type) : null), cancellation);
        var isEnd = looked.Count < Window;
        return new(
            [.. looked.Select(static l => l.Happened).OfType<FeedRow>()],
            (isEnd ? EventFeed.Later(after, upTo) : looked[^1].Cursor).ToString(),
            isEnd);
    }

    public async Task<EventDay?> FindDay(DateOnly day, CancellationToken cancellation)
    {
        if (day == DateOnly.MinValue)
        {
            return null;
        }

        var cuts = await dialect.Query(
            new("select d.day, d.horizon from feed_days d where d.day in (@day, @before) order by d.day", ("day", Text(day)), ("before", Text(day.AddDays(-1)))),
            static r => r.Transaction(1), cancellation);
        return cuts is [var before, var here] ? new EventDay(day, EventFeed.Before(before).ToString(), EventFeed.Before(here).ToString()) : null;
    }

    public async Task<DateOnly?> FindLastDay(CancellationToken cancellation)
    {
        var days = await dialect.Query(new($"select {dialect.Top} d.day from feed_days d order by d.day desc {dialect.Limit}", ("limit", 1)), static r => r.Text(0), cancellation);
        return days is [var last] ? DateOnly.ParseExact(last, Format, CultureInfo.InvariantCulture) : null;
    }

    public async Task CloseDays(DateOnly last, CancellationToken cancellation)
    {
        for (var day = (await FindLastDay(cancellation))?.AddDays(1) ?? last; day <= last; day = day.AddDays(1))
        {
            await Close(day, cancellation);
        }
    }

    private static FeedRow Wanted(Row r, string type) =>
        new(r.Text(3), new EventRow(r.Long(4), r.Instant(5), r.Integer(6), type, r.Text(7), r.Text(8), r.Text(9)), r.Cursor(0, 1).ToString(), Settled: true);

    /// <summary>In one statement, and only next to the day before: a process that was frozen meanwhile can't put an old cut behind a newer one.</summary>
    private async Task Close(DateOnly day, CancellationToken cancellation)
    {
        try
        {
            await dialect.Execute(
                new($"""
                    insert into feed_days (day, horizon)
                    select @day, {dialect.Horizon}
                    where not exists (select 1 from feed_days d where d.day >= @day)
                      and (exists (select 1 from feed_days d where d.day = @before) or not exists (select 1 from feed_days))
                    """, ("day", Text(day)), ("before", Text(day.AddDays(-1)))), cancellation);
        }
        catch (LedgerRejectedException)
        {
            // Another process closed it at the same moment.
        }
    }

    /// <summary>The platform had an account on the number, in that tenure, when it happened: a short walk over the number's own history. A transfer stands in the tenure that it began.</summary>
    private string Bound =>
        $"""
        and exists (
            select 1 from number_events b
            where b.number = e.number and b.sequence < e.sequence and b.type = 'bindingRegistered'
              and b.generation = case when e.type = 'transferred' then e.generation - 1 else e.generation end
              and {dialect.JsonText("b.data", "binding", "platform")} = @platform
              and not exists (
                  select 1 from number_events r
                  where r.number = b.number and r.sequence > b.sequence and r.sequence < e.sequence and r.type = 'bindingRemoved'
                    and {dialect.JsonText("r.data", "bindingId")} = {dialect.JsonText("b.data", "binding", "id")}))
        """;

    private const string Format = "yyyy-MM-dd";

    private static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}
