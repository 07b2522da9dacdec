using System.Data.Common;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>What a database's exception means for who asked.</summary>
internal enum Fault
{
    /// <summary>No answer, or none that can be trusted: a write's outcome is unknown.</summary>
    Unavailable,

    /// <summary>The database refused the statement and rolled it back: some row in it is at fault.</summary>
    Refused,

    /// <summary>Rolled back because of who else was writing (deadlock, serialization): the same again is right.</summary>
    Collision,
}

/// <summary>
/// All that differs between databases. A new one is: this class, its numbered migrations, and one line in <c>DatabaseLedger.Create</c>. The two hot paths
/// are each database's own; every other statement is shared and only asks here for the few words that differ.
/// </summary>
internal abstract class Dialect : IAsyncDisposable
{
    /// <summary>Batches that the database can write at the same time.</summary>
    public abstract int MaxWriters { get; }

    /// <summary>Writes a batch in one transaction; true for each commit that met its expected version. No number stands in it twice. Throws, and writes nothing, when a row is refused.</summary>
    public abstract Task<bool[]> Write(IReadOnlyList<NumberCommit> batch, CancellationToken cancellation);

    /// <summary>Reads a batch of distinct numbers; those never written are missing from the answer.</summary>
    public abstract Task<IReadOnlyDictionary<string, NumberRow>> Load(string[] numbers, CancellationToken cancellation);

    /// <summary>What an exception of this database means.</summary>
    public abstract Fault FaultOf(Exception exception);

    /// <summary>An exception in a few words that are safe to hand to a caller: a code, never a value.</summary>
    public abstract string Describe(Exception exception);

    /// <summary>Rows of a reading statement. A text that no database can hold finds nothing.</summary>
    public Task<List<T>> Query<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        statement.IsStorable ? ReadRows(statement, map, cancellation) : Task.FromResult(new List<T>());

    /// <summary>Rows of a writing statement with <c>returning</c>, in a transaction of its own.</summary>
    public Task<List<T>> Change<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation) =>
        statement.IsStorable ? WriteRows(statement, map, cancellation) : throw NotStorable();

    /// <summary>How many rows a writing statement changed, in a transaction of its own.</summary>
    public Task<int> Execute(Statement statement, CancellationToken cancellation) =>
        statement.IsStorable ? WriteCount(statement, cancellation) : throw NotStorable();

    /// <summary>A stored instant.</summary>
    public abstract DateTimeOffset ReadInstant(DbDataReader reader, int ordinal);

    /// <summary>A stored transaction id.</summary>
    public abstract ulong ReadTransaction(DbDataReader reader, int ordinal);

    /// <summary>The id of the writing transaction: what orders a feed.</summary>
    public abstract string CurrentTransaction { get; }

    /// <summary>A condition true for rows that no transaction still open could slip in front of (trap 13).</summary>
    public abstract string Settled(string transactionColumn);

    /// <summary>Locks what a subquery of a writing statement picks, waiting for others, or is empty where there is one writer.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>As <see cref="ForUpdate"/>, but passes over what others hold.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>A condition that a column is one of a list parameter of texts.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>Numbers due in <c>@shards</c> at <c>@now</c>, <c>@limit</c> of them, earliest first: number, wake_at.</summary>
    public abstract string DueNumbers { get; }

    /// <summary>A row source over the JSON in <c>@rows</c>: id, state, attempts, next_attempt, last_status, last_error.</summary>
    public abstract string AttemptRows { get; }

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    protected abstract Task<List<T>> ReadRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation);

    protected abstract Task<List<T>> WriteRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation);

    protected abstract Task<int> WriteCount(Statement statement, CancellationToken cancellation);

    private static LedgerRejectedException NotStorable() => new("A text holds a NUL or half a surrogate pair; nothing was written.");
}

/// <summary>A statement with named parameters. Values are string, string[], short[], byte[], int, long, ulong (a transaction id), bool, <see cref="DateTimeOffset"/> or null.</summary>
internal sealed record Statement(string Text, params IReadOnlyList<(string Name, object? Value)> Parameters)
{
    public bool IsStorable => Parameters.All(static parameter => parameter.Value switch
    {
        string text => StorableText.Is(text),
        string[] texts => texts.All(static text => StorableText.Is(text)),
        _ => true,
    });
}

/// <summary>A row under the reader, by ordinal.</summary>
internal readonly struct Row(DbDataReader reader, Dialect dialect)
{
    public string Text(int ordinal) => reader.GetString(ordinal);

    public string? TextOrNull(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public int Integer(int ordinal) => reader.GetInt32(ordinal);

    public int? IntegerOrNull(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetInt32(ordinal);

    public byte[] Bytes(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    public byte[]? BytesOrNull(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<byte[]>(ordinal);

    public long Long(int ordinal) => reader.GetInt64(ordinal);

    public bool Flag(int ordinal) => reader.GetBoolean(ordinal);

    public DateTimeOffset? InstantOrNull(int ordinal) => reader.IsDBNull(ordinal) ? null : dialect.ReadInstant(reader, ordinal);

    public DateTimeOffset Instant(int ordinal) => dialect.ReadInstant(reader, ordinal);

    public FeedCursor Cursor(int transaction, int position) => new(dialect.ReadTransaction(reader, transaction), reader.GetInt64(position));
}
