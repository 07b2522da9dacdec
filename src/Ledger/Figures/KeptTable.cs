using System.Collections.Immutable;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Events;

namespace RecycledNumbers.Ledger.Figures;

internal sealed class KeptTable(Dialect dialect, EventFeed feed, FigureTable figures) : IKeptFigures
{
    // So that no bite of ten million numbers comes near the limit of a command.
    private const int Shards = 16;
    private const string RefusedState = "refused";

    private readonly FreezeFollower follower = new(dialect, feed);

    public async Task<IReadOnlyList<KeptFigure>> Read(CancellationToken cancellation = default) =>
        await dialect.Query(new("select name, body, at from kept_figures where name <> 'turn'"), static r => new KeptFigure(r.Text(0), r.Text(1), r.Instant(2)), cancellation);

    public async Task Keep(string name, string body, DateTimeOffset at, CancellationToken cancellation = default)
    {
        (string, object?)[] values = [("name", name), ("body", body), ("at", at)];
        if (await dialect.Execute(new("update kept_figures set body = @body, at = @at where name = @name", values), cancellation) > 0)
        {
            return;
        }

        try
        {
            await dialect.Execute(new("insert into kept_figures (name, body, at) values (@name, @body, @at)", values), cancellation);
        }
        catch (LedgerRejectedException)
        {
            // Another silo kept it at the same moment.
        }
    }

    public async Task<bool> TakeTurn(string who, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation = default) =>
        await dialect.Execute(new("update kept_figures set body = @who, at = @until where name = 'turn' and (body = @who or at < @now)", ("who", who), ("until", until), ("now", now)), cancellation) == 1;

    public Task ForgetSilos(DateTimeOffset silentSince, CancellationToken cancellation = default) =>
        dialect.Execute(new($"delete from kept_figures where name like '{KeptNames.Silo}%' and at < @since", ("since", silentSince)), cancellation);

    public async Task<PhaseFigures> CountPhases(CancellationToken cancellation = default)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var first = 0; first <= byte.MaxValue; first += Shards)
        {
            var bite = await dialect.Query(
                new("select phase, cast(count(*) as bigint) from numbers where wake_shard >= @first and wake_shard <= @last group by phase",
                    ("first", (short)first), ("last", (short)(first + Shards - 1))),
                static r => (Phase: r.Text(0), Count: r.Long(1)), cancellation);
            foreach (var (phase, count) in bite)
            {
                counts[phase] = counts.GetValueOrDefault(phase) + count;
            }
        }

        var held = (await Held(cancellation)).Count;
        return new(counts.GetValueOrDefault("available"), counts.GetValueOrDefault("inService"), counts.GetValueOrDefault("suspended"), Math.Max(0, counts.GetValueOrDefault("frozen") - held), held);
    }

    public Task<(FollowedEvents Reached, bool More)> Follow(FollowedEvents from, CancellationToken cancellation = default) => follower.Step(from, cancellation);

    public async Task<IReadOnlyList<LeavingDay>> CountLeaving(int firstDay, int lastDay, CancellationToken cancellation = default)
    {
        var counts = await dialect.Query(
            new($"select day, is_clear, cast(count(*) as bigint) from freezes where not ({dialect.IsTrue("is_held")}) and day >= @first and day <= @last group by day, is_clear", ("first", firstDay), ("last", lastDay)),
            static r => (Day: r.Integer(0), Clear: r.Flag(1), Count: r.Long(2)), cancellation);
        return [.. counts.GroupBy(static c => c.Day).OrderBy(static d => d.Key).Select(static d => new LeavingDay(d.Key, d.Sum(static c => c.Count), d.Where(static c => !c.Clear).Sum(static c => c.Count)))];
    }

    public async Task<IReadOnlyList<PartyFigure>> CountParties(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var open = await dialect.Query(
            new($"""
                select party, cast(count(*) as bigint), cast(sum(case when deadline < @now then 1 else 0 end) as bigint) from unbindings
                where {dialect.IsTrue(dialect.Open)} group by party
                """, ("now", now)),
            static r => (Party: r.Text(0), Open: r.Long(1), Overdue: r.Long(2)), cancellation);
        var answered = (await dialect.Query(
            new("select party, outcome, class, cast(sum(total) as bigint) from outcome_times where day > @since group by party, outcome, class", ("since", Days.Of(now) - PartyFigures.Window)),
            static r => (Party: r.Text(0), Outcome: r.Text(1), Class: r.Integer(2), Total: r.Long(3)), cancellation)).ToLookup(static a => a.Party);
        var asked = open.ToDictionary(static o => o.Party, StringComparer.Ordinal);
        return [.. asked.Keys.Union(answered.Select(static a => a.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(party =>
        {
            var (_, count, overdue) = asked.GetValueOrDefault(party);
            var times = answered[party].GroupBy(static a => a.Class).Select(static c => (c.Key, c.Sum(static a => a.Total))).ToArray();
            return new PartyFigure(
                party, count, overdue,
                answered[party].Sum(static a => a.Total),
                answered[party].Where(static a => a.Outcome == RefusedState).Sum(static a => a.Total),
                OutcomeClasses.Quantile(times, 0.5),
                OutcomeClasses.Quantile(times, 0.95));
        })];
    }

    public async Task<WaitingFigures> CountWaiting(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var (held, oldest) = await Held(cancellation);
        var unreadable = await dialect.Query(
            new("select cast(sum(case when looked_at is null then 1 else 0 end) as bigint), cast(count(*) as bigint) from stuck_numbers having count(*) > 0"),
            static r => (New: r.Long(0), All: r.Long(1)), cancellation);
        var late = await dialect.Query(
            new($"select {dialect.Top} deadline from unbindings where {dialect.IsTrue(dialect.Open)} and deadline < @now order by deadline, id {dialect.Limit}", ("now", now), ("limit", 1)),
            static r => r.Instant(0), cancellation);
        var soon = await dialect.Query(
            new($"""
                select cast(count(*) as bigint) from (
                    select {dialect.Top} id from unbindings where {dialect.IsTrue(dialect.Open)} and deadline >= @now and deadline < @soon {dialect.Limit}) counted
                """, ("now", now), ("soon", now.AddDays(1)), ("limit", LedgerFigures.Most)),
            static r => r.Long(0), cancellation);
        var waiting = await figures.Read(now, cancellation);
        var (unseen, unread) = unreadable.SingleOrDefault();
        return new WaitingFigures
        {
            Unreadable = unseen,
            UnreadableSeen = unread - unseen,
            Held = held,
            OldestHeld = oldest,
            Overdue = waiting.OverdueUnbindings,
            OldestOverdue = late is [var first] ? first : null,
            DueSoon = soon.SingleOrDefault(),
            Deliveries = waiting.OpenDeliveries,
            OldestDeliverySeconds = waiting.OldestDelivery.TotalSeconds,
            DeadLetters = waiting.DeadDeliveries,
            Disputes = waiting.EscalatedDisputes,
            OverdueCases = waiting.OverdueCases,
        };
    }

    public async Task<BatchFigures> CountBatches(CancellationToken cancellation = default)
    {
        var rows = await dialect.Query(
            new($"""
                select {dialect.Top} b.id, b.party, b.content, b.row_count, b.opened_at,
                    (select cast(coalesce(sum(c.accepted), 0) as bigint) from batch_chunks c where c.batch_id = b.id),
                    (select cast(coalesce(sum(c.refused), 0) as bigint) from batch_chunks c where c.batch_id = b.id)
                from batches b where b.state = 1 order by b.id {dialect.Limit}
                """, ("limit", BatchFigures.Most + 1)),
            static r => new BatchFigure(r.Text(0), r.Text(1), r.Text(2), r.Long(3), r.Long(5), r.Long(6), r.Instant(4)), cancellation);
        return new([.. rows.Take(BatchFigures.Most)], rows.Count > BatchFigures.Most);
    }

    public Task ForgetOutcomes(int beforeDay, CancellationToken cancellation = default) =>
        dialect.Execute(new("delete from outcome_times where day < @day", ("day", beforeDay)), cancellation);

    private async Task<(long Count, DateTimeOffset? Oldest)> Held(CancellationToken cancellation) =>
        (await dialect.Query(
            new($"select cast(count(*) as bigint), min(until) from freezes where {dialect.IsTrue("is_held")}"), static r => (r.Long(0), r.InstantOrNull(1)), cancellation)).SingleOrDefault();
}
