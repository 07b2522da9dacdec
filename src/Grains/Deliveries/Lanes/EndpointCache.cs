using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>A lane's view of its party's endpoint, a few seconds old at most: each round asks, and a party has one endpoint grain for eight lanes.</summary>
internal sealed class EndpointCache(Func<Task<SendingSettings?>> read, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private SendingSettings? _known;
    private DateTimeOffset? _readAt;

    /// <summary>What to send with, or null: the party pulls.</summary>
    public async Task<SendingSettings?> Read(bool fresh = false)
    {
        var now = clock.Now();
        if (fresh || _readAt is not { } at || now - at >= Longest)
        {
            _known = await read();
            _readAt = now;
        }

        return _known;
    }
}
