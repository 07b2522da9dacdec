using RecycledNumbers.Ledger.Credentials;

namespace RecycledNumbers.Grains.Wakes;

/// <summary>Credentials live by the host's clock, as tokens do; a day after they have expired, nobody asks for their place any more.</summary>
internal sealed class ExpiredCredentials(ICredentialLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>Forgets some; true while there may be more.</summary>
    public async Task<bool> Forget(CancellationToken cancellation) => await ledger.Forget(time.GetUtcNow() - KeptFor, 5_000, cancellation) > 0;
}
