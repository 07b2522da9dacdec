using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Cases;

/// <summary>What parties list and find. Commits write it.</summary>
internal sealed class CaseTable(Dialect dialect)
{
    private const string Columns = "c.xid, c.position, c.id, c.party, c.number, c.generation, c.kind, c.state, c.is_open, c.opened_at, c.deadline, c.closed_at, c.sender, c.data";

    public async Task<IReadOnlyList<ListedCase>> Read(string party, bool open, string? afterCursor, int limit, CancellationToken cancellation)
    {
        var after = FeedCursor.Parse(afterCursor, nameof(afterCursor));
        var which = dialect.IsTrue("c.is_open");
        return await dialect.Query(
            new($"""
                select {dialect.Top} {Columns} from cases c
                where {(open ? which : $"not ({which})")} and c.party = @party and {dialect.After("c")} and {dialect.Settled("c.xid")}
                order by c.xid, c.position {dialect.Limit}
                """, ("party", party), ("transaction", after.Transaction), ("position", after.Position), ("limit", limit)),
            static r => new ListedCase(r.Cursor(0, 1).ToString(), Read(r)), cancellation);
    }

    public async Task<CaseRow?> Find(string id, CancellationToken cancellation)
    {
        var rows = await dialect.Query(new($"select {Columns} from cases c where c.id = @id", ("id", id)), Read, cancellation);
        return rows.SingleOrDefault();
    }

    public async Task<IReadOnlyDictionary<string, SenderCount>> CountSenders(IReadOnlyList<string> senders, CancellationToken cancellation)
    {
        if (senders.Count == 0)
        {
            return new Dictionary<string, SenderCount>();
        }

        var counts = await dialect.Query(
            new($"""
                select c.sender, cast(count(*) as bigint), cast(count(distinct c.number) as bigint) from cases c
                where c.sender is not null and {dialect.In("c.sender", "@senders")} group by c.sender
                """, ("senders", senders.Distinct(StringComparer.Ordinal).ToArray())),
            static r => (Sender: r.Text(0), Count: new SenderCount(r.Long(1), r.Long(2))), cancellation);
        return counts.ToDictionary(static c => c.Sender, static c => c.Count, StringComparer.Ordinal);
    }

    /// <summary>Forgets what was over before an instant, oldest first.</summary>
    public Task<int> Forget(DateTimeOffset before, int limit, CancellationToken cancellation) => dialect.Execute(
        new($"""
            delete from cases where id in (
                select {dialect.Top} c.id from cases c where c.closed_at is not null and c.closed_at < @before order by c.closed_at {dialect.Limit} {dialect.ForUpdateSkipLocked})
            """, ("before", before), ("limit", limit)),
        cancellation);

    private static CaseRow Read(Row r) => new()
    {
        Id = r.Text(2),
        Party = r.Text(3),
        Number = r.Text(4),
        Generation = r.Integer(5),
        Kind = r.Text(6),
        State = r.Text(7),
        Open = r.Flag(8),
        OpenedAt = r.Instant(9),
        Deadline = r.InstantOrNull(10),
        ClosedAt = r.InstantOrNull(11),
        Sender = r.TextOrNull(12),
        Data = r.Text(13),
    };
}
