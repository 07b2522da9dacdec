using RecycledNumbers.Grains.Deliveries.Webhooks;

namespace RecycledNumbers.Grains.Deliveries;

/// <summary>A circuit for one receiver, as a timed state machine: closed → open after so many failures in a row → one probe → closed, or open for twice as long.</summary>
/// <remarks>It counts different deliveries, so that one which its receiver cannot digest does not stop all others.</remarks>
internal sealed class Circuit(WebhookOptions options)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private DateTimeOffset? _openUntil;
    private TimeSpan _break = options.CircuitBreak;
    private bool _probing;

    /// <summary>Open, or half open.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _openUntil is not null;
            }
        }
    }

    /// <summary>Until when nothing may be sent, or null.</summary>
    public DateTimeOffset? OpenUntil(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _openUntil > now ? _openUntil : null;
        }
    }

    /// <summary>True when the next request is the one probe.</summary>
    public bool IsHalfOpen(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _openUntil <= now;
        }
    }

    /// <summary>Whether a request may go out now. When half open, only the first may.</summary>
    public bool TryEnter(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_openUntil is null)
            {
                return true;
            }

            if (_openUntil > now || _probing)
            {
                return false;
            }

            return _probing = true;
        }
    }

    /// <summary>The receiver took it.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            if (_openUntil is null || _probing)
            {
                Close();
            }
        }
    }

    /// <summary>It did not, and may have asked for time.</summary>
    public void Failed(string delivery, DateTimeOffset now, TimeSpan? asked = null)
    {
        Count(delivery, now);
        if (asked is { } time)
        {
            Hold(now + time);
        }
    }

    /// <summary>The probe came to nothing (the silo stops): another one may go.</summary>
    public void Abandoned()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }

    /// <summary>The receiver asked for time: nothing goes out before.</summary>
    public void Hold(DateTimeOffset until)
    {
        lock (_lock)
        {
            _probing = false;
            _openUntil = _openUntil > until ? _openUntil : until;
        }
    }

    /// <summary>Another receiver, or one that is well again.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _failed.Clear();
            _openUntil = null;
            _break = options.CircuitBreak;
            _probing = false;
        }
    }

    private void Count(string delivery, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_probing)
            {
                _break = TimeSpan.FromTicks(Math.Min(options.LongestBreak.Ticks, _break.Ticks * 2));
                Open(now + _break);
                return;
            }

            // A request that went out before the circuit opened says nothing new.
            if (_openUntil is null && _failed.Add(delivery) && _failed.Count >= options.CircuitFailures)
            {
                Open(now + _break);
            }
        }
    }

    private void Open(DateTimeOffset until)
    {
        _probing = false;
        _openUntil = until;
    }
}
