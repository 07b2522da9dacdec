using System.Globalization;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Audit;

/// <summary>Roots, and the events under them in the order of the feed.</summary>
internal sealed class AuditTable(Dialect dialect) : IAuditLedger
{
    private const string RootColumns = "r.place, r.xid, r.position, r.events, r.sealed_at, r.head";
    private const string EventColumns = "e.number, e.sequence, e.at, e.generation, e.type, e.actor, e.cause, e.data, e.hash, e.xid, e.position";

    public async Task<AuditRoot?> FindLastRoot(CancellationToken cancellation = default) =>
        (await dialect.Query(new($"select {dialect.Top} {RootColumns} from audit_roots r order by r.place desc {dialect.Limit}", ("limit", 1)), Root, cancellation)).SingleOrDefault();

    public async Task<AuditRoot?> FindRoot(long index, CancellationToken cancellation = default) =>
        (await dialect.Query(new($"select {RootColumns} from audit_roots r where r.place = @place", ("place", index)), Root, cancellation)).SingleOrDefault();

    public async Task<AuditRoot?> FindRootOf(string cursor, CancellationToken cancellation = default)
    {
        var at = FeedCursor.Parse(cursor, nameof(cursor));
        return (await dialect.Query(
            new($"select {dialect.Top} {RootColumns} from audit_roots r where {dialect.After("r")} order by r.xid, r.position {dialect.Limit}",
                ("transaction", at.Transaction), ("position", at.Position - 1), ("limit", 1)), Root, cancellation)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<AuditRoot>> ReadRoots(long fromIndex, int limit, CancellationToken cancellation = default) =>
        await dialect.Query(
            new($"select {dialect.Top} {RootColumns} from audit_roots r where r.place >= @place order by r.place {dialect.Limit}", ("place", fromIndex), ("limit", limit)), Root, cancellation);

    public async Task<AuditHash[]?> ReadLeaves(long index, CancellationToken cancellation = default) =>
        (await dialect.Query(new("select r.leaves from audit_roots r where r.place = @place", ("place", index)), static r => r.Bytes(0), cancellation)).SingleOrDefault() is { } bytes
            ? [.. bytes.Chunk(AuditHash.Size).Where(static leaf => leaf.Length == AuditHash.Size).Select(static leaf => new AuditHash(leaf))]
            : null;

    public async Task<bool> AddRoot(AuditRoot root, IReadOnlyList<AuditHash> leaves, CancellationToken cancellation = default)
    {
        var upTo = FeedCursor.Parse(root.UpTo, nameof(root));
        var bytes = new byte[leaves.Count * AuditHash.Size];
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i].Write(bytes.AsSpan(i * AuditHash.Size));
        }

        try
        {
            return await dialect.Execute(
                new("""
                    insert into audit_roots (place, xid, position, events, sealed_at, head, leaves)
                    select @place, @transaction, @position, @events, @at, @head, @leaves
                    where not exists (select 1 from audit_roots r where r.place >= @place) and (@place = 0 or exists (select 1 from audit_roots r where r.place = @before))
                    """,
                    ("place", root.Index), ("transaction", upTo.Transaction), ("position", upTo.Position), ("events", root.Events), ("at", root.SealedAt), ("head", root.Signed),
                    ("leaves", bytes), ("before", root.Index - 1)), cancellation) == 1;
        }
        catch (LedgerRejectedException)
        {
            // Another silo made it at the same moment.
            return false;
        }
    }

    public async Task<IReadOnlyList<AuditEvent>> ReadStretch(string? afterCursor, string? upToCursor, int limit, CancellationToken cancellation = default)
    {
        var after = FeedCursor.Parse(afterCursor, nameof(afterCursor));
        // Before the rows: what is below it now has been committed and stands in the rows that are read next.
        var horizon = EventFeed.Before(await EventFeed.Horizon(dialect, cancellation));
        var upTo = upToCursor is null ? horizon : FeedCursor.Parse(upToCursor, nameof(upToCursor));
        var rows = await dialect.Query(
            new($"""
                select {dialect.Top} {EventColumns} from number_events e
                where {dialect.After("e")} and e.xid < @before
                order by e.xid, e.position {dialect.Limit}
                """,
                ("transaction", after.Transaction), ("position", after.Position), ("before", Math.Min(upTo.Transaction, horizon.Transaction) + 1), ("limit", limit)), Event, cancellation);
        return upToCursor is null ? rows : [.. rows.TakeWhile(row => EventFeed.Later(FeedCursor.Parse(row.Cursor, nameof(row)), upTo) == upTo)];
    }

    public async Task<IReadOnlyList<AuditEvent>> ReadHistories(IReadOnlyList<string> numbers, CancellationToken cancellation = default) =>
        await dialect.Query(
            new($"select {EventColumns} from number_events e where {dialect.In("e.number", "@numbers")} order by e.number, e.sequence", ("numbers", numbers.ToArray())), Event, cancellation);

    // The sequence comes out of the state's JSON. One text that is no JSON fails the whole statement: then each record is read here.
    public async Task<IReadOnlyList<HistoryEnd>> ReadEnds(string? afterNumber, int limit, CancellationToken cancellation = default)
    {
        (string, object?)[] parameters = [("after", afterNumber ?? ""), ("limit", limit)];
        try
        {
            return await dialect.Query(
                new($"select {dialect.Top} number, chain_sequence, chain_hash, {dialect.JsonText("state", "number", "sequence")} from numbers where number > @after order by number {dialect.Limit}", parameters),
                static r => new HistoryEnd(r.Text(0), SequenceOf(r.TextOrNull(3)), ChainHead.Of(r.Long(1), r.BytesOrNull(2))), cancellation);
        }
        catch (LedgerRejectedException)
        {
            return await dialect.Query(
                new($"select {dialect.Top} number, chain_sequence, chain_hash, state from numbers where number > @after order by number {dialect.Limit}", parameters),
                static r => new HistoryEnd(r.Text(0), NumberFormat.Flaw(r.Text(3), r.Text(0), out var state) is null ? state!.Sequence : null, ChainHead.Of(r.Long(1), r.BytesOrNull(2))), cancellation);
        }
    }

    private static long? SequenceOf(string? text) => long.TryParse(text ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    private static AuditRoot Root(Row r) => new(r.Long(0), r.Cursor(1, 2).ToString(), r.Integer(3), r.Instant(4), r.Text(5));

    private static AuditEvent Event(Row r) => new(
        r.Text(0), new EventRow(r.Long(1), r.Instant(2), r.Integer(3), r.Text(4), r.Text(5), r.Text(6), r.Text(7)),
        r.BytesOrNull(8) is { Length: AuditHash.Size } hash ? new AuditHash(hash) : null, r.Cursor(9, 10).ToString());
}
