using RecycledNumbers.Ledger.Blocks;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Stuck;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger;

/// <summary>The write side and the read side of the tables. One implementation over small per-database dialects; one contract suite for all.</summary>
/// <remarks>
/// Faults are <see cref="LedgerException"/>s: <see cref="LedgerUnavailableException"/> when the outcome of a write is unknown or a read could not be made,
/// <see cref="LedgerRejectedException"/> when the database refused this row and nothing was written. A version conflict is a value, not an exception.
/// A cursor that was not given out throws <see cref="InvalidCursorException"/>: the caller's mistake. Instants are kept to the microsecond and come back in UTC.
/// </remarks>
public interface ILedger
{
    /// <summary>Writes one number's commit, grouped with whatever else waits on this silo. True: written. False: the row has another version, or its command id has been written by another activation; nothing was written.</summary>
    /// <remarks>A caller that cancels stops waiting; its commit may still be written.</remarks>
    Task<bool> Commit(NumberCommit commit, CancellationToken cancellation = default);

    /// <summary>Reads one number, grouped with other activations. Null: never written.</summary>
    Task<NumberRow?> Load(string number, CancellationToken cancellation = default);

    /// <summary>The command with this id on this number, or null.</summary>
    Task<CommandRow?> FindCommand(string number, string commandId, CancellationToken cancellation = default);

    /// <summary>A number's history, oldest first, after a sequence.</summary>
    Task<IReadOnlyList<EventRow>> ReadEvents(string number, long afterSequence, int limit, CancellationToken cancellation = default);

    /// <summary>Facts of all known numbers of a range, in no order; both ends have the same length, and so have the numbers. One read: at most what the range holds.</summary>
    Task<IReadOnlyList<NumberFacts>> ReadFacts(string first, string last, CancellationToken cancellation = default);

    /// <summary>Facts of these numbers, in no order; those never written are missing.</summary>
    Task<IReadOnlyList<NumberFacts>> ReadFacts(IReadOnlyList<string> numbers, CancellationToken cancellation = default);

    /// <summary>Events of some types of all numbers, in order of commit, after a cursor (null: from the start). Never skips one whose transaction commits late.</summary>
    Task<FeedPage> ReadEventFeed(IReadOnlyList<string> types, string? afterCursor, int limit, CancellationToken cancellation = default);

    /// <summary>The cursor behind everything that is settled now: a reader who starts there and reads the tables afterwards misses nothing.</summary>
    Task<string> ReadEventFeedEnd(CancellationToken cancellation = default);

    /// <summary>Numbers at which something is due, earliest first. Shards are 0–255 (<see cref="WakeShard"/>).</summary>
    Task<IReadOnlyList<DueNumber>> ReadDue(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation = default);

    /// <summary>Queues one delivery that follows from no number's commit, for example <c>webhook.test</c>; the number may be empty. An id that is there already stays as it is.</summary>
    Task EnqueueDelivery(NewDelivery delivery, string number, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Lanes of these shards (<see cref="WakeShard.Of"/> a lane, 0–255) that have an open delivery due, earliest first. A lane whose due deliveries all wait behind an older one of their number is listed too.</summary>
    Task<IReadOnlyList<string>> ReadDueLanes(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation = default);

    /// <summary>What a lane may send now: due, open, and the oldest open one for its destination and number, so that order per number holds and one number's failure does not hold up another's.</summary>
    Task<IReadOnlyList<DeliveryRow>> ReadDueDeliveries(string lane, DateTimeOffset now, int limit, CancellationToken cancellation = default);

    /// <summary>Deletes settled deliveries.</summary>
    Task SettleDeliveries(IReadOnlyList<string> ids, CancellationToken cancellation = default);

    /// <summary>Records attempts on deliveries that are open; what has been parked or settled meanwhile stays as it is. Errors are cut to 500 characters.</summary>
    Task RecordAttempts(IReadOnlyList<DeliveryAttempt> attempts, CancellationToken cancellation = default);

    /// <summary>Parks a destination's open deliveries for pulling, those of one lane or all, at the end of its feed whenever they were written; returns how many.</summary>
    Task<int> ParkForPull(string destination, string? lane = null, CancellationToken cancellation = default);

    /// <summary>From now on what is written for a destination is parked from the start, unless an older one of the same number is open there.</summary>
    Task BeginPulling(string destination, CancellationToken cancellation = default);

    /// <summary>Whether what is written for a destination is parked from the start.</summary>
    Task<bool> IsPulling(string destination, CancellationToken cancellation = default);

    /// <summary>Opens a destination's parked deliveries again, due now, once it has an endpoint, and ends its pulling; returns how many. What is being written at that moment may still be parked: ask once more when no statement of then can run any longer.</summary>
    Task<int> OpenParked(string destination, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>One delivery of a destination, or null.</summary>
    Task<DeliveryRow?> FindDelivery(string id, CancellationToken cancellation = default);

    /// <summary>Deliveries in these states, in order of commit, after a cursor (null: from the start); of one destination, or of all when it is null. Never skips one whose transaction commits late.</summary>
    Task<IReadOnlyList<DeliveryRow>> ReadDeliveries(string? destination, IReadOnlyList<DeliveryState> states, string? afterCursor, int limit, CancellationToken cancellation = default);

    /// <summary>Marks parked deliveries of a destination up to a cursor as acknowledged; returns those that were newly marked, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DeliveryRow>> AcknowledgePulled(string destination, string upToCursor, int limit, CancellationToken cancellation = default);

    /// <summary>Makes a dead delivery due again with its attempts reset. False: there is no such dead delivery for this destination (null: any).</summary>
    Task<bool> ReplayDelivery(string id, string? destination, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Open unbindings of a party in the order they were first asked, after a cursor.</summary>
    Task<IReadOnlyList<ListedUnbinding>> ReadOpenUnbindings(string party, string? afterCursor, int limit, CancellationToken cancellation = default);

    /// <summary>An unbinding by id, settled ones too while the number's state holds them, or null.</summary>
    Task<UnbindingRow?> FindUnbinding(string id, CancellationToken cancellation = default);

    /// <summary>Gives a carrier a range. False: it overlaps one that is taken (the very same range of the same carrier counts as given).</summary>
    Task<bool> AddBlock(BlockRow block, CancellationToken cancellation = default);

    /// <summary>The block that a number lies in, or null.</summary>
    Task<BlockRow?> FindBlock(string number, CancellationToken cancellation = default);

    /// <summary>A carrier's blocks by first number, after one.</summary>
    Task<IReadOnlyList<BlockRow>> ReadBlocks(string carrier, string? afterFirst, int limit, CancellationToken cancellation = default);

    /// <summary>Forgets what is too old: answers (the ids stay), ids and cases that are over, acknowledged deliveries. At most <paramref name="limit"/> rows of each; returns how many rows changed.</summary>
    Task<int> Forget(DateTimeOffset answersBefore, DateTimeOffset idsBefore, DateTimeOffset acknowledgedBefore, int limit, CancellationToken cancellation = default);

    /// <summary>Forgets deliveries that nobody took, dead letters and what waits to be pulled, made before an instant, oldest first; returns how many.</summary>
    Task<int> ForgetUndelivered(DateTimeOffset createdBefore, int limit, CancellationToken cancellation = default);

    /// <summary>The simulated clock's offset (Development only; zero unless one was set).</summary>
    Task<TimeSpan> ReadClockOffset(CancellationToken cancellation = default);

    /// <summary>Moves the simulated clock forward and returns the new offset.</summary>
    Task<TimeSpan> AdvanceClock(TimeSpan by, CancellationToken cancellation = default);

    /// <summary>Remembers that a number's record can't be read.</summary>
    Task NoteStuck(string number, string fault, CancellationToken cancellation = default);

    /// <summary>Numbers whose record can't be read, in the order in which they were noticed, after a position (0: from the first). Each is read again first: those that were repaired are left out and forgotten.</summary>
    Task<IReadOnlyList<StuckNumber>> ReadStuck(long afterPosition, int limit, CancellationToken cancellation = default);
}
