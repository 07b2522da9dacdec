using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Batches;

/// <summary>Batches as rows. Every change says in its condition what it expects, so that none needs a lock.</summary>
internal sealed class BatchTable(Dialect dialect) : IBatchLedger
{
    /// <summary>Of an open batch the chunks are counted, of a done one they were.</summary>
    private const string Columns =
        """
        b.id, b.party, b.content, b.format, b.idempotency_key, b.fingerprint, b.state, b.row_count, b.byte_count, b.created_at, b.opened_at, b.finished_at,
        case when b.state = 2 then b.accepted else (select coalesce(sum(c.accepted), 0) from batch_chunks c where c.batch_id = b.id) end,
        case when b.state = 2 then b.refused else (select coalesce(sum(c.refused), 0) from batch_chunks c where c.batch_id = b.id) end
        """;

    // A key is taken only when the batch is opened. Before, its own id stands there, behind a blank that no key begins with.
    public Task Begin(Batch batch, CancellationToken cancellation = default) => dialect.Execute(
        new("""
            insert into batches (id, party, content, format, idempotency_key, fingerprint, state, row_count, byte_count, accepted, refused, created_at, opened_at)
            select @id, @party, @content, @format, @unopened, @fingerprint, 0, 0, @bytes, 0, 0, @at, @at
            """,
            ("id", batch.Id), ("party", batch.Party), ("content", batch.Content.ToString()), ("format", batch.Format), ("unopened", $" {batch.Id}"),
            ("fingerprint", batch.Fingerprint), ("bytes", batch.Bytes), ("at", batch.CreatedAt)), cancellation);

    public Task AddChunk(BatchChunk chunk, CancellationToken cancellation = default) => dialect.Execute(
        new("insert into batch_chunks (batch_id, lane, sequence, body, accepted, refused) select @batch, @lane, @sequence, @body, 0, 0",
            ("batch", chunk.BatchId), ("lane", chunk.Lane), ("sequence", chunk.Sequence), ("body", chunk.Body)), cancellation);

    public async Task<bool> Open(Batch batch, long rows, DateTimeOffset now, DateTimeOffset sameSince, CancellationToken cancellation = default)
    {
        try
        {
            return await dialect.Execute(
                new("""
                    update batches set state = 1, idempotency_key = @key, row_count = @rows, opened_at = @now
                    where id = @id and state = 0 and not exists (
                        select 1 from batches o where o.party = @party and o.fingerprint = @fingerprint and o.state in (1, 2) and o.created_at >= @since)
                    """,
                    ("id", batch.Id), ("key", batch.Key), ("rows", rows), ("now", now), ("party", batch.Party), ("fingerprint", batch.Fingerprint), ("since", sameSince)), cancellation) == 1;
        }
        catch (LedgerRejectedException)
        {
            // The unique key: the same upload came twice at the same time, and the other one was first.
            return false;
        }
    }

    public async Task Discard(string id, CancellationToken cancellation = default)
    {
        await dialect.Execute(new("delete from batch_chunks where batch_id = @id and exists (select 1 from batches b where b.id = @id and b.state = 0)", ("id", id)), cancellation);
        await dialect.Execute(new("delete from batches where id = @id and state = 0", ("id", id)), cancellation);
    }

    public async Task<Batch?> Find(string id, CancellationToken cancellation = default) =>
        (await dialect.Query(new($"select {Columns} from batches b where b.id = @id and b.state <> 0", ("id", id)), Read, cancellation)).SingleOrDefault();

    public async Task<Batch?> FindByKey(string party, string key, CancellationToken cancellation = default) =>
        (await dialect.Query(new($"select {Columns} from batches b where b.party = @party and b.idempotency_key = @key and b.state <> 0", ("party", party), ("key", key)), Read, cancellation)).SingleOrDefault();

    public async Task<Batch?> FindSame(string party, string fingerprint, DateTimeOffset since, CancellationToken cancellation = default) =>
        (await dialect.Query(
            new($"select {dialect.Top} {Columns} from batches b where b.party = @party and b.fingerprint = @fingerprint and b.state in (1, 2) and b.created_at >= @since order by b.id desc {dialect.Limit}",
                ("party", party), ("fingerprint", fingerprint), ("since", since), ("limit", 1)), Read, cancellation)).SingleOrDefault();

    // '~' sorts behind every character of an id.
    public async Task<IReadOnlyList<Batch>> List(string party, string? beforeId, int limit, CancellationToken cancellation = default) => await dialect.Query(
        new($"select {dialect.Top} {Columns} from batches b where b.party = @party and b.state <> 0 and b.id < @before order by b.id desc {dialect.Limit}",
            ("party", party), ("before", beforeId ?? "~"), ("limit", limit)), Read, cancellation);

    public async Task<bool> Cancel(string id, DateTimeOffset now, CancellationToken cancellation = default) =>
        await dialect.Execute(new("update batches set state = 3, finished_at = @now where id = @id and state = 1", ("id", id), ("now", now)), cancellation) == 1;

    public async Task<IReadOnlyList<string>> ReadOpen(int limit, CancellationToken cancellation = default) =>
        await dialect.Query(new($"select {dialect.Top} b.id from batches b where b.state = 1 order by b.id {dialect.Limit}", ("limit", limit)), static r => r.Text(0), cancellation);

    public async Task<IReadOnlyList<int>> ReadLanesLeft(string id, CancellationToken cancellation = default) => await dialect.Query(
        new("select distinct c.lane from batch_chunks c where c.batch_id = @id and c.done_at is null order by c.lane", ("id", id)), static r => r.Integer(0), cancellation);

    public async Task<BatchWork?> ReadNext(string id, int lane, CancellationToken cancellation = default) => (await dialect.Query(
        new($"""
            select {dialect.Top} c.batch_id, c.lane, c.sequence, c.body, c.results, b.party, b.content
            from batch_chunks c join batches b on b.id = c.batch_id
            where c.batch_id = @id and c.lane = @lane and c.done_at is null and b.state = 1
            order by c.sequence {dialect.Limit}
            """, ("id", id), ("lane", lane), ("limit", 1)),
        static r => new BatchWork(ReadChunk(r), r.Text(5), Enum.Parse<BatchContent>(r.Text(6))), cancellation)).SingleOrDefault();

    public Task SaveSome(BatchChunk chunk, byte[] results, CancellationToken cancellation = default) => dialect.Execute(
        new("update batch_chunks set results = @results where batch_id = @batch and lane = @lane and sequence = @sequence and done_at is null",
            ("results", results), ("batch", chunk.BatchId), ("lane", chunk.Lane), ("sequence", chunk.Sequence)), cancellation);

    public Task SaveAll(BatchChunk chunk, byte[] results, int accepted, int refused, DateTimeOffset now, CancellationToken cancellation = default) => dialect.Execute(
        new("""
            update batch_chunks set results = @results, accepted = @accepted, refused = @refused, done_at = @now
            where batch_id = @batch and lane = @lane and sequence = @sequence and done_at is null
            """,
            ("results", results), ("accepted", accepted), ("refused", refused), ("now", now),
            ("batch", chunk.BatchId), ("lane", chunk.Lane), ("sequence", chunk.Sequence)), cancellation);

    public async Task<bool> Finish(string id, DateTimeOffset now, CancellationToken cancellation = default) => await dialect.Execute(
        new("""
            update batches set state = 2, finished_at = @now,
                accepted = (select coalesce(sum(c.accepted), 0) from batch_chunks c where c.batch_id = @id),
                refused = (select coalesce(sum(c.refused), 0) from batch_chunks c where c.batch_id = @id)
            where id = @id and state = 1 and not exists (select 1 from batch_chunks c where c.batch_id = @id and c.done_at is null)
            """, ("id", id), ("now", now)), cancellation) == 1;

    public async Task<IReadOnlyList<int>> ReadLanes(string id, CancellationToken cancellation = default) =>
        await dialect.Query(new("select c.lane from batch_chunks c where c.batch_id = @id and c.sequence = 0 order by c.lane", ("id", id)), static r => r.Integer(0), cancellation);

    public async Task<BatchChunk?> ReadDone(string id, int lane, long afterSequence, bool onlyRefused, CancellationToken cancellation = default) => (await dialect.Query(
        new($"""
            select {dialect.Top} c.batch_id, c.lane, c.sequence, c.body, c.results from batch_chunks c
            where c.batch_id = @id and c.lane = @lane and c.sequence > @after and c.done_at is not null {(onlyRefused ? "and c.refused > 0" : "")}
            order by c.sequence {dialect.Limit}
            """, ("id", id), ("lane", lane), ("after", afterSequence), ("limit", 1)), ReadChunk, cancellation)).SingleOrDefault();

    // A lane of one batch at a time, so that no transaction is long.
    public async Task<int> Forget(DateTimeOffset before, DateTimeOffset brokenBefore, CancellationToken cancellation = default)
    {
        (string, object?)[] values = [("before", before), ("broken", brokenBefore)];
        const string Oldest = "(select min(b.id) from batches b where b.created_at < @before or (b.state = 0 and b.created_at < @broken))";
        return await dialect.Execute(
                new($"delete from batch_chunks where batch_id = {Oldest} and lane = (select min(c.lane) from batch_chunks c where c.batch_id = {Oldest})", values), cancellation)
            + await dialect.Execute(
                new($"delete from batches where id = {Oldest} and not exists (select 1 from batch_chunks c where c.batch_id = {Oldest})", values), cancellation);
    }

    private static BatchChunk ReadChunk(Row r) => new(r.Text(0), r.Integer(1), r.Long(2), r.Bytes(3), r.BytesOrNull(4));

    private static Batch Read(Row r) => new()
    {
        Id = r.Text(0),
        Party = r.Text(1),
        Content = Enum.Parse<BatchContent>(r.Text(2)),
        Format = r.Text(3),
        Key = r.Text(4),
        Fingerprint = r.Text(5),
        State = (BatchState)r.Integer(6),
        Rows = r.Long(7),
        Bytes = r.Long(8),
        CreatedAt = r.Instant(9),
        OpenedAt = r.Instant(10),
        FinishedAt = r.InstantOrNull(11),
        Accepted = r.Long(12),
        Refused = r.Long(13),
    };
}
