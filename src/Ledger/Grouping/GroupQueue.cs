using System.Threading.Channels;

namespace RecycledNumbers.Ledger.Grouping;

/// <summary>
/// Callers queue; a few loops take whatever waits, never waiting for more, and serve it in one go. Under light load a batch is one ask and adds no delay;
/// under heavy load the time that one batch takes fills the next.
/// </summary>
internal sealed class GroupQueue<TAsk, TAnswer> : IAsyncDisposable
{
    private readonly string _name;
    private readonly GroupLimits _limits;
    private readonly Func<IReadOnlyList<Waiting<TAsk, TAnswer>>, Task> _serve;
    private readonly Func<TAsk, string>? _key;
    private readonly Channel<Waiting<TAsk, TAnswer>> _channel;
    private readonly Task _loops;
    private volatile bool _closed;

    /// <summary>Starts the loops.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="serve">Answers or fails every ask of a batch. What it leaves unanswered, or throws, fails the rest of the batch as unavailable.</param>
    /// <param name="key">Two asks with the same key never stand in one batch: the second waits for the next. Null: no such rule.</param>
    public GroupQueue(string name, GroupLimits limits, Func<IReadOnlyList<Waiting<TAsk, TAnswer>>, Task> serve, Func<TAsk, string>? key)
    {
        (_name, _limits, _serve, _key) = (name, limits, serve, key);
        _channel = Channel.CreateBounded<Waiting<TAsk, TAnswer>>(new BoundedChannelOptions(limits.QueueLimit) { FullMode = BoundedChannelFullMode.Wait });

        // The loops outlive whoever happens to create the ledger: nothing of that caller's context may flow into them.
        using (ExecutionContext.SuppressFlow())
        {
            _loops = Task.WhenAll(Enumerable.Range(0, limits.Loops).Select(_ => Task.Run(Loop)));
        }
    }

    public async Task<TAnswer> Ask(TAsk ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new Waiting<TAsk, TAnswer>(ask);
        if (!_channel.Writer.TryWrite(waiting))
        {
            LedgerTelemetry.Overloaded(_name);
            throw new LedgerUnavailableException(_channel.Reader.Completion.IsCompleted || _closed
                ? $"The ledger is closed; the {_name} was not made."
                : $"{_limits.QueueLimit} asks wait already; the {_name} was not made.");
        }

        using var registration = cancellation.UnsafeRegister(static (state, token) => ((Waiting<TAsk, TAnswer>)state!).Cancel(token), waiting);
        return await waiting.Answer;
    }

    /// <summary>Takes nothing new and serves what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _channel.Writer.TryComplete();
        await _loops;
    }

    private async Task Loop()
    {
        var batch = new List<Waiting<TAsk, TAnswer>>();
        var later = new Queue<Waiting<TAsk, TAnswer>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (later.Count > 0 || await _channel.Reader.WaitToReadAsync())
        {
            Take(batch, later, keys);
            if (batch.Count > 0)
            {
                await Serve(batch);
            }

            batch.Clear();
            keys.Clear();
        }
    }

    private void Take(List<Waiting<TAsk, TAnswer>> batch, Queue<Waiting<TAsk, TAnswer>> later, HashSet<string> keys)
    {
        for (var deferred = later.Count; deferred > 0 && batch.Count < _limits.MaxBatch; deferred--)
        {
            Place(later.Dequeue());
        }

        while (batch.Count < _limits.MaxBatch && later.Count < _limits.MaxBatch && _channel.Reader.TryRead(out var waiting))
        {
            Place(waiting);
        }

        void Place(Waiting<TAsk, TAnswer> waiting)
        {
            if (waiting.IsOver)
            {
                return;
            }

            if (waiting.Waited > _limits.Patience)
            {
                LedgerTelemetry.Overloaded(_name);
                waiting.Fail(new LedgerUnavailableException($"The database is too slow for what is asked of it; the {_name} was not made."));
            }
            else if (_key is null || keys.Add(_key(waiting.Ask)))
            {
                LedgerTelemetry.Waited(_name, waiting.Waited);
                batch.Add(waiting);
            }
            else
            {
                later.Enqueue(waiting);
            }
        }
    }

    private async Task Serve(IReadOnlyList<Waiting<TAsk, TAnswer>> batch)
    {
        Exception fault;
        try
        {
            await _serve(batch);
            fault = new LedgerUnavailableException($"The {_name} was left unanswered.");
        }
#pragma warning disable CA1031 // A loop that dies would leave every later caller waiting for ever.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            fault = exception as LedgerException ?? new LedgerUnavailableException($"The {_name} failed: {exception.GetType().Name}.");
        }

        foreach (var waiting in batch)
        {
            waiting.Fail(fault);
        }
    }
}

/// <summary>Bounds of a <see cref="GroupQueue{TAsk, TAnswer}"/>.</summary>
/// <param name="Loops">Batches served at the same time.</param>
/// <param name="MaxBatch">Most asks in a batch.</param>
/// <param name="QueueLimit">Most asks that wait.</param>
/// <param name="Patience">An ask that has waited longer is refused instead of served: its caller has gone, or soon will.</param>
internal sealed record GroupLimits(int Loops, int MaxBatch, int QueueLimit, TimeSpan Patience);
