using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>A lane's view of its party's endpoint, a few seconds old at most: each round asks, and a party has one endpoint grain for eight lanes.</summary>
internal sealed class EndpointCache(Func<Task<SendingSettings?>> read, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private SendingSettings? _known;
    private DateTimeOffset? _readAt;
    private int _changes;

    /// <summary>What to send with, or null: the party pulls.</summary>
    public async Task<SendingSettings?> Read(bool fresh = false)
    {
        var now = clock.Now();
        if (fresh || _readAt is not { } at || now - at >= Longest)
        {
            var changes = _changes;
            _known = await read();
            _readAt = changes == _changes ? now : null; // Changed while it was read: what was read may be the old one.
        }

        return _known;
    }

    /// <summary>It was changed: the next reading asks again.</summary>
    public void Forget()
    {
        _changes++;
        _readAt = null;
    }
}
