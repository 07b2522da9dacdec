using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Unbindings;

/// <summary>What parties list and find. Commits write it.</summary>
internal sealed class UnbindingTable(Dialect dialect)
{
    private string Columns => ColumnsOf(dialect);

    /// <summary>What <see cref="Read"/> takes.</summary>
    public static string ColumnsOf(Dialect dialect) => $"u.xid, u.position, u.id, u.party, u.number, u.account, u.generation, u.state, u.{dialect.Open}, u.reason, u.urgency, u.requested_at, u.deadline";

    public async Task<IReadOnlyList<ListedUnbinding>> ReadOpen(string party, string? afterCursor, int limit, CancellationToken cancellation)
    {
        var after = FeedCursor.Parse(afterCursor, nameof(afterCursor));
        return await dialect.Query(
            new($"""
                select {dialect.Top} {Columns} from unbindings u
                where {dialect.IsTrue($"u.{dialect.Open}")} and u.party = @party and {dialect.After("u")} and {dialect.Settled("u.xid")}
                order by u.xid, u.position {dialect.Limit}
                """, ("party", party), ("transaction", after.Transaction), ("position", after.Position), ("limit", limit)),
            static r => new ListedUnbinding(r.Cursor(0, 1).ToString(), Read(r)), cancellation);
    }

    public async Task<UnbindingRow?> Find(string id, CancellationToken cancellation)
    {
        var rows = await dialect.Query(new($"select {Columns} from unbindings u where u.id = @id", ("id", id)), Read, cancellation);
        return rows.SingleOrDefault();
    }

    public static UnbindingRow Read(Row r) => new()
    {
        Id = r.Text(2),
        Party = r.Text(3),
        Number = r.Text(4),
        Account = r.Text(5),
        Generation = r.Integer(6),
        State = r.Text(7),
        Open = r.Flag(8),
        Reason = r.Text(9),
        Urgency = r.Text(10),
        RequestedAt = r.Instant(11),
        Deadline = r.Instant(12),
    };
}
