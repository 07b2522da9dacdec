using System.Data.Common;
using RecycledNumbers.Ledger.Deliveries;
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

    /// <summary>The oldest transaction still open, or the next one where none is: every row of a lower one is committed and seen by whoever reads after this (trap 13).</summary>
    public virtual string Horizon => "last + 1 from transactions";

    /// <summary>The text at a path of names in a column of JSON text; null where it is not there.</summary>
    public abstract string JsonText(string column, params ReadOnlySpan<string> path);

    /// <summary>At most <c>@limit</c> rows, said after <c>select</c>; empty where <see cref="Limit"/> says it.</summary>
    public virtual string Top => "";

    /// <summary>At most <c>@limit</c> rows, said at the end; empty where <see cref="Top"/> says it.</summary>
    public virtual string Limit => "limit @limit";

    /// <summary>The column that tells whether an unbinding is open.</summary>
    public virtual string Open => "open";

    /// <summary>A condition that a row lies behind <c>@transaction</c> and <c>@position</c> in its feed.</summary>
    public virtual string After(string row) => $"({row}.xid, {row}.position) > (@transaction, @position)";

    /// <summary>A condition that a row lies at or before <c>@transaction</c> and <c>@position</c> in its feed.</summary>
    public virtual string UpTo(string row) => $"({row}.xid, {row}.position) <= (@transaction, @position)";

    /// <summary>A condition that a column of flags is set.</summary>
    public virtual string IsTrue(string column) => column;

    /// <summary>A text's length, to compare it with another's.</summary>
    public virtual string Length(string text) => $"length({text})";

    /// <summary>What ends an insert of a key that may have come in between; empty where the key refuses it and the statement is made again.</summary>
    public virtual string OnTaken(string key) => $"on conflict ({key}) do nothing";

    /// <summary>Changes deliveries and answers the changed rows, all columns.</summary>
    public virtual string UpdateDeliveries(string set, string where) => $"update deliveries set {set} where {where} returning {DeliveryColumns.All}";

    /// <summary>Forgets <c>@limit</c> answers from before <c>@before</c>, oldest first.</summary>
    public virtual string ForgetAnswers =>
        $"""
        update number_commands set answer = null
        where (number, command_id) in (
            select number, command_id from number_commands where answer is not null and at < @before order by at limit @limit {ForUpdateSkipLocked})
        """;

    /// <summary>Forgets <c>@limit</c> command ids from before <c>@before</c>, oldest first.</summary>
    public virtual string ForgetIds =>
        $"""
        delete from number_commands
        where (number, command_id) in (
            select number, command_id from number_commands where at < @before order by at limit @limit {ForUpdateSkipLocked})
        """;

    /// <summary>Forgets <c>@limit</c> credentials that expired before <c>@before</c>, oldest first.</summary>
    public virtual string ForgetCredentials =>
        $"""
        delete from credentials
        where (list, place) in (
            select list, place from credentials where expires_at < @before order by expires_at limit @limit {ForUpdateSkipLocked})
        """;

    /// <summary>Adds the block <c>@first</c>, <c>@last</c>, <c>@carrier</c>, or nothing where it overlaps another.</summary>
    public virtual string AddBlock => "insert into number_blocks (first, last, carrier) values (@first, @last, @carrier) on conflict do nothing";

    /// <summary>Moves the simulated clock by <c>@by</c> and answers where it stands.</summary>
    public virtual string AdvanceClock =>
        """
        insert into simulated_clock (id, offset_ticks) values (1, @by)
        on conflict (id) do update set offset_ticks = simulated_clock.offset_ticks + excluded.offset_ticks
        returning offset_ticks
        """;

    /// <summary>An instant as <see cref="AttemptRows"/> reads it from JSON.</summary>
    public virtual object StoredInstant(DateTimeOffset instant) => Microseconds.Of(instant);

    /// <summary>Locks what a subquery of a writing statement picks, waiting for others, or is empty where there is one writer.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>As <see cref="ForUpdate"/>, but passes over what others hold.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>
    /// Says once more, outside a subquery that locks nothing, what its rows must still be. Empty where <see cref="ForUpdate"/> locks them: there it would let the planner run the subquery once for each row.
    /// </summary>
    public virtual string Still(string condition) => "";

    /// <summary>A condition that a column is one of a list parameter of texts.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>Numbers due in <c>@shards</c> at <c>@now</c>, <c>@limit</c> of them, earliest first: number, wake_at.</summary>
    public abstract string DueNumbers { get; }

    /// <summary>Lanes of <c>@shards</c> with something open that is due at <c>@now</c>, <c>@limit</c> of them, earliest first: lane.</summary>
    public abstract string DueLanes { get; }

    /// <summary>A row source over the JSON in <c>@rows</c>: id, state, attempts, next_attempt, last_status, last_error.</summary>
    public abstract string AttemptRows { get; }

    /// <summary>A row source over the JSON in <c>@rows</c>: number, version, day, until, is_held, hold_limit, is_clear.</summary>
    public abstract string FreezeRows { get; }

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    protected abstract Task<List<T>> ReadRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation);

    protected abstract Task<List<T>> WriteRows<T>(Statement statement, Func<Row, T> map, CancellationToken cancellation);

    protected abstract Task<int> WriteCount(Statement statement, CancellationToken cancellation);

    private static LedgerRejectedException NotStorable() => new("A text holds a NUL or half a surrogate pair; nothing was written.");
}

/// <summary>A statement with named parameters. Values are string, string[], short, short[], byte[], int, long, ulong (a transaction id), bool, <see cref="DateTimeOffset"/> or null.</summary>
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

    public ulong Transaction(int ordinal) => dialect.ReadTransaction(reader, ordinal);

    public bool Flag(int ordinal) => reader.GetBoolean(ordinal);

    public DateTimeOffset? InstantOrNull(int ordinal) => reader.IsDBNull(ordinal) ? null : dialect.ReadInstant(reader, ordinal);

    public DateTimeOffset Instant(int ordinal) => dialect.ReadInstant(reader, ordinal);

    public FeedCursor Cursor(int transaction, int position) => new(dialect.ReadTransaction(reader, transaction), reader.GetInt64(position));
}
