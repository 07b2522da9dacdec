using Microsoft.Extensions.Logging;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Batches;
using RecycledNumbers.Ledger.Blocks;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Clock;
using RecycledNumbers.Ledger.Credentials;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Disclosures;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Ledger.Grouping;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Operators;
using RecycledNumbers.Ledger.Starting;
using RecycledNumbers.Ledger.Stuck;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger;

/// <summary>The ledger over a database. Create one per process and share it; disposing it writes what waits, then closes.</summary>
public sealed class DatabaseLedger : ILedger, ILedgerFigures, IEventLists, ICaseLists, IAsyncDisposable
{
    private readonly Dialect _dialect;
    private readonly CommitGroup _commits;
    private readonly LoadGroup _loads;
    private readonly NumberTable _numbers;
    private readonly DeliveryLanes _lanes;
    private readonly DeliveryFeed _feed;
    private readonly EventFeed _events;
    private readonly EventLists _lists;
    private readonly UnbindingTable _unbindings;
    private readonly CaseTable _cases;
    private readonly BlockTable _blocks;
    private readonly SimulatedClockTable _clock;
    private readonly StuckTable _stuck;
    private readonly FigureTable _figures;
    private int _disposed;

    internal DatabaseLedger(Dialect dialect, LedgerOptions options, TimeProvider time, ILogger<DatabaseLedger> logger)
    {
        var limits = new GroupLimits(options.Writers, options.MaxBatch, options.QueueLimit, options.CommandTimeout / 2);
        _dialect = dialect;
        _commits = new(dialect, limits, logger);
        _loads = new(dialect, limits);
        _numbers = new(dialect);
        _lanes = new(dialect);
        _feed = new(dialect, time);
        _events = new(dialect);
        _lists = new(dialect);
        _unbindings = new(dialect);
        _cases = new(dialect);
        _blocks = new(dialect);
        _clock = new(dialect);
        _stuck = new(dialect, time);
        _figures = new(dialect);
        Batches = new BatchTable(dialect);
        Disclosures = new DisclosureTable(dialect);
        Credentials = new CredentialTable(dialect);
        Audit = new AuditTable(dialect);
        Kept = new KeptTable(dialect, _events, _figures);
        Operators = new OperatorTable(dialect);
    }

    /// <summary>Batches, in the same database.</summary>
    public IBatchLedger Batches { get; }

    /// <summary>What buyers were told, in the same database.</summary>
    public IDisclosureLedger Disclosures { get; }

    /// <summary>Credentials that have not expired, in the same database.</summary>
    public ICredentialLedger Credentials { get; }

    /// <summary>Events with their hashes, and the roots over them, in the same database.</summary>
    public IAuditLedger Audit { get; }

    /// <summary>Figures that are kept for the operators' pages, in the same database.</summary>
    public IKeptFigures Kept { get; }

    /// <summary>What operators work through and did, in the same database.</summary>
    public IOperatorLedger Operators { get; }

    /// <summary>A ledger over the configured database. It connects when it is first asked; run <see cref="LedgerMigrator"/> before.</summary>
    /// <exception cref="LedgerStartException">The connection string can't be read.</exception>
    public static DatabaseLedger Create(LedgerOptions options, TimeProvider time, ILogger<DatabaseLedger> logger) => new(DialectOf(options), options, time, logger);

    internal static Dialect DialectOf(LedgerOptions options) => options.Provider switch
    {
        LedgerProvider.Sqlite => StartFaults.Readable(options, static o => new Sqlite(o)),
        LedgerProvider.PostgreSql => StartFaults.Readable<Dialect>(options, static o => new PostgreSql(o)),
        LedgerProvider.SqlServer => StartFaults.Readable<Dialect>(options, static o => new SqlServer(o)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "There is no such provider."),
    };

    /// <inheritdoc />
    public Task<bool> Commit(NumberCommit commit, CancellationToken cancellation = default) => _commits.Commit(commit, cancellation);

    /// <inheritdoc />
    public Task<NumberRow?> Load(string number, CancellationToken cancellation = default) => _loads.Load(number, cancellation);

    /// <inheritdoc />
    public Task<CommandRow?> FindCommand(string number, string commandId, CancellationToken cancellation = default) => _numbers.FindCommand(number, commandId, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<EventRow>> ReadEvents(string number, long afterSequence, int limit, CancellationToken cancellation = default) =>
        _numbers.ReadEvents(number, afterSequence, limit, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<NumberFacts>> ReadFacts(string first, string last, CancellationToken cancellation = default) => _numbers.ReadFacts(first, last, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<NumberFacts>> ReadFacts(IReadOnlyList<string> numbers, CancellationToken cancellation = default) => _numbers.ReadFacts(numbers, cancellation);

    /// <inheritdoc />
    public Task<FeedPage> ReadEventFeed(IReadOnlyList<string> types, string? afterCursor, int limit, CancellationToken cancellation = default) =>
        _events.Read(types, afterCursor, limit, cancellation);

    /// <inheritdoc />
    public Task<string> ReadEventFeedEnd(CancellationToken cancellation = default) => _events.End(cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<DueNumber>> ReadDue(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation = default) =>
        _numbers.ReadDue(shards, now, limit, cancellation);

    /// <inheritdoc />
    public Task EnqueueDelivery(NewDelivery delivery, string number, DateTimeOffset at, CancellationToken cancellation = default) =>
        _lanes.Enqueue(delivery, number, at, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ReadDueLanes(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation = default) =>
        _lanes.ReadDueLanes(shards, now, limit, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<DeliveryRow>> ReadDueDeliveries(string lane, DateTimeOffset now, int limit, CancellationToken cancellation = default) =>
        _lanes.ReadDueDeliveries(lane, now, limit, cancellation);

    /// <inheritdoc />
    public Task SettleDeliveries(IReadOnlyList<string> ids, CancellationToken cancellation = default) => _lanes.Settle(ids, cancellation);

    /// <inheritdoc />
    public Task RecordAttempts(IReadOnlyList<DeliveryAttempt> attempts, CancellationToken cancellation = default) => _lanes.Record(attempts, cancellation);

    /// <inheritdoc />
    public Task<int> ParkForPull(string destination, string? lane = null, CancellationToken cancellation = default) => _lanes.ParkForPull(destination, lane, cancellation);

    /// <inheritdoc />
    public Task BeginPulling(string destination, CancellationToken cancellation = default) => _lanes.BeginPulling(destination, cancellation);

    /// <inheritdoc />
    public Task<bool> IsPulling(string destination, CancellationToken cancellation = default) => _lanes.IsPulling(destination, cancellation);

    /// <inheritdoc />
    public Task<int> OpenParked(string destination, DateTimeOffset now, CancellationToken cancellation = default) => _lanes.OpenParked(destination, now, cancellation);

    /// <inheritdoc />
    public Task<DeliveryRow?> FindDelivery(string id, CancellationToken cancellation = default) => _feed.Find(id, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<DeliveryRow>> ReadDeliveries(string? destination, IReadOnlyList<DeliveryState> states, string? afterCursor, int limit, CancellationToken cancellation = default) =>
        _feed.Read(destination, states, afterCursor, limit, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<DeliveryRow>> AcknowledgePulled(string destination, string upToCursor, int limit, CancellationToken cancellation = default) =>
        _feed.Acknowledge(destination, upToCursor, limit, cancellation);

    /// <inheritdoc />
    public Task<bool> ReplayDelivery(string id, string? destination, DateTimeOffset now, CancellationToken cancellation = default) => _lanes.Replay(id, destination, now, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<ListedUnbinding>> ReadOpenUnbindings(string party, string? afterCursor, int limit, CancellationToken cancellation = default) =>
        _unbindings.ReadOpen(party, afterCursor, limit, cancellation);

    /// <inheritdoc />
    public Task<UnbindingRow?> FindUnbinding(string id, CancellationToken cancellation = default) => _unbindings.Find(id, cancellation);

    /// <inheritdoc />
    public Task<bool> AddBlock(BlockRow block, CancellationToken cancellation = default) => _blocks.Add(block, cancellation);

    /// <inheritdoc />
    public Task<BlockRow?> FindBlock(string number, CancellationToken cancellation = default) => _blocks.Find(number, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<BlockRow>> ReadBlocks(string carrier, string? afterFirst, int limit, CancellationToken cancellation = default) =>
        _blocks.List(carrier, afterFirst, limit, cancellation);

    /// <inheritdoc />
    public async Task<int> Forget(DateTimeOffset answersBefore, DateTimeOffset idsBefore, DateTimeOffset acknowledgedBefore, int limit, CancellationToken cancellation = default) =>
        await _numbers.ForgetIds(idsBefore, limit, cancellation)
        + await _numbers.ForgetAnswers(answersBefore, limit, cancellation)
        + await _feed.ForgetAcknowledged(acknowledgedBefore, limit, cancellation)
        + await _cases.Forget(idsBefore, limit, cancellation);

    /// <inheritdoc />
    public Task<int> ForgetUndelivered(DateTimeOffset createdBefore, int limit, CancellationToken cancellation = default) => _feed.ForgetUndelivered(createdBefore, limit, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<ListedCase>> ReadCases(string party, bool open, string? afterCursor, int limit, CancellationToken cancellation = default) =>
        _cases.Read(party, open, afterCursor, limit, cancellation);

    /// <inheritdoc />
    public Task<CaseRow?> FindCase(string id, CancellationToken cancellation = default) => _cases.Find(id, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, SenderCount>> CountSenders(IReadOnlyList<string> senders, CancellationToken cancellation = default) => _cases.CountSenders(senders, cancellation);

    /// <inheritdoc />
    public Task<TimeSpan> ReadClockOffset(CancellationToken cancellation = default) => _clock.Read(cancellation);

    /// <inheritdoc />
    public Task<TimeSpan> AdvanceClock(TimeSpan by, CancellationToken cancellation = default) => _clock.Advance(by, cancellation);

    /// <inheritdoc />
    public Task NoteStuck(string number, string fault, CancellationToken cancellation = default) => _stuck.Note(number, fault, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<StuckNumber>> ReadStuck(long afterPosition, int limit, CancellationToken cancellation = default) => _stuck.Read(afterPosition, limit, cancellation);

    /// <inheritdoc />
    public Task<LedgerFigures> ReadFigures(DateTimeOffset now, CancellationToken cancellation = default) => _figures.Read(now, cancellation);

    /// <inheritdoc />
    public Task<EventLook> Look(IReadOnlyList<string> types, string? afterCursor, EventDay? day, string? platform, CancellationToken cancellation = default) =>
        _lists.Look(types, afterCursor, day, platform, cancellation);

    /// <inheritdoc />
    public Task<EventDay?> FindDay(DateOnly day, CancellationToken cancellation = default) => _lists.FindDay(day, cancellation);

    /// <inheritdoc />
    public Task<DateOnly?> FindLastDay(CancellationToken cancellation = default) => _lists.FindLastDay(cancellation);

    /// <inheritdoc />
    public Task CloseDays(DateOnly last, CancellationToken cancellation = default) => _lists.CloseDays(last, cancellation);

    /// <summary>Takes nothing new, writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _commits.DisposeAsync();
            await _loads.DisposeAsync();
            await _dialect.DisposeAsync();
        }
    }
}
