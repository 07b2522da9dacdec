using System.Collections.Concurrent;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Blocks;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Grains.Tests.Deliveries;

/// <summary>The delivery side of the ledger in memory, with a switch for a crash between sending and settling.</summary>
internal sealed class FakeLedger : ILedger
{
    private readonly Lock _lock = new();
    private readonly List<DeliveryRow> _rows = [];
    private readonly ConcurrentDictionary<string, bool> _pulling = new(StringComparer.Ordinal);
    private int _cursor;

    /// <summary>The next write of verdicts is lost, as in a crash.</summary>
    public bool CrashOnce { get; set; }

    /// <summary>Runs when a destination was parked, before the lane goes on.</summary>
    public Action? WhenParked { get; set; }

    public int Reads { get; private set; }

    public IReadOnlyList<DeliveryRow> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows];
            }
        }
    }

    public DeliveryRow Row(string id) => Rows.Single(r => r.Id == id);

    public Task EnqueueDelivery(NewDelivery delivery, string number, DateTimeOffset at, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (_rows.All(r => r.Id != delivery.Id))
            {
                _rows.Add(new DeliveryRow
                {
                    Id = delivery.Id,
                    Cursor = $"{++_cursor:D8}",
                    Lane = delivery.Lane,
                    Destination = delivery.Destination,
                    Number = number,
                    Generation = delivery.Generation,
                    Kind = delivery.Kind,
                    Body = delivery.Body,
                    State = DeliveryState.Open,
                    CreatedAt = at,
                    NextAttempt = delivery.At,
                    Attempts = 0,
                });
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeliveryRow>> ReadDueDeliveries(string lane, DateTimeOffset now, int limit, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            Reads++;
            return Task.FromResult<IReadOnlyList<DeliveryRow>>([.. _rows
                .Where(r => r.Lane == lane && r.State == DeliveryState.Open)
                .GroupBy(r => (r.Destination, r.Number))
                .Select(g => g.First())
                .Where(r => r.NextAttempt <= now)
                .Take(limit)]);
        }
    }

    public Task SettleDeliveries(IReadOnlyList<string> ids, CancellationToken cancellation = default)
    {
        Crash();
        lock (_lock)
        {
            _rows.RemoveAll(r => ids.Contains(r.Id));
        }

        return Task.CompletedTask;
    }

    public Task RecordAttempts(IReadOnlyList<DeliveryAttempt> attempts, CancellationToken cancellation = default)
    {
        Crash();
        foreach (var a in attempts)
        {
            Change(r => r.Id == a.Id, r => r with { State = a.State, Attempts = a.Attempts, NextAttempt = a.NextAttempt, LastStatus = a.LastStatus, LastError = a.LastError });
        }

        return Task.CompletedTask;
    }

    public Task<int> ParkForPull(string destination, string? lane = null, CancellationToken cancellation = default)
    {
        var parked = Change(r => r.Destination == destination && (lane is null || r.Lane == lane) && r.State == DeliveryState.Open, r => r with { State = DeliveryState.Pull });
        WhenParked?.Invoke();
        return Task.FromResult(parked);
    }

    public Task BeginPulling(string destination, CancellationToken cancellation = default)
    {
        _pulling[destination] = true;
        return Task.CompletedTask;
    }

    public Task<bool> IsPulling(string destination, CancellationToken cancellation = default) => Task.FromResult(_pulling.ContainsKey(destination));

    public Task<int> OpenParked(string destination, DateTimeOffset now, CancellationToken cancellation = default)
    {
        _pulling.TryRemove(destination, out _);
        return Task.FromResult(Change(r => r.Destination == destination && r.State == DeliveryState.Pull, r => r with { State = DeliveryState.Open, NextAttempt = now }));
    }

    public Task<DeliveryRow?> FindDelivery(string id, CancellationToken cancellation = default) => Task.FromResult(Rows.FirstOrDefault(r => r.Id == id));

    public Task<IReadOnlyList<DeliveryRow>> AcknowledgePulled(string destination, string upToCursor, int limit, CancellationToken cancellation = default)
    {
        IReadOnlyList<DeliveryRow> marked = [.. Rows
            .Where(r => r.Destination == destination && r.State == DeliveryState.Pull && string.CompareOrdinal(r.Cursor, upToCursor) <= 0).Take(limit)];
        Change(r => marked.Any(m => m.Id == r.Id), r => r with { State = DeliveryState.Acknowledged });
        return Task.FromResult(marked);
    }

    public Task<bool> ReplayDelivery(string id, string? destination, DateTimeOffset now, CancellationToken cancellation = default) => Task.FromResult(Change(
        r => r.Id == id && (destination is null || r.Destination == destination) && r.State == DeliveryState.Dead,
        r => r with { State = DeliveryState.Open, Attempts = 0, NextAttempt = now }) == 1);

    public Task<bool> Commit(NumberCommit commit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<NumberRow?> Load(string number, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<CommandRow?> FindCommand(string number, string commandId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<EventRow>> ReadEvents(string number, long afterSequence, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<NumberFacts>> ReadFacts(string first, string last, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<NumberFacts>> ReadFacts(IReadOnlyList<string> numbers, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<FeedPage> ReadEventFeed(IReadOnlyList<string> types, string? afterCursor, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<string> ReadEventFeedEnd(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<DueNumber>> ReadDue(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ReadDueLanes(IReadOnlyList<short> shards, DateTimeOffset now, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeliveryRow>> ReadDeliveries(string? destination, IReadOnlyList<DeliveryState> states, string? afterCursor, int limit, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ListedUnbinding>> ReadOpenUnbindings(string party, string? afterCursor, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<UnbindingRow?> FindUnbinding(string id, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> AddBlock(BlockRow block, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<BlockRow?> FindBlock(string number, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<BlockRow>> ReadBlocks(string carrier, string? afterFirst, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<int> Forget(DateTimeOffset answersBefore, DateTimeOffset idsBefore, DateTimeOffset acknowledgedBefore, int limit, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<int> ForgetUndelivered(DateTimeOffset createdBefore, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TimeSpan> ReadClockOffset(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TimeSpan> AdvanceClock(TimeSpan by, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task NoteStuck(string number, string fault, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Ledger.Stuck.StuckNumber>> ReadStuck(long afterPosition, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

    private int Change(Predicate<DeliveryRow> which, Func<DeliveryRow, DeliveryRow> change)
    {
        lock (_lock)
        {
            var changed = 0;
            for (var i = 0; i < _rows.Count; i++)
            {
                if (which(_rows[i]))
                {
                    _rows[i] = change(_rows[i]);
                    changed++;
                }
            }

            return changed;
        }
    }

    private void Crash()
    {
        if (CrashOnce)
        {
            CrashOnce = false;
            throw new LedgerUnavailableException("Crash.");
        }
    }
}
