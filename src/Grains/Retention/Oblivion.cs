using Microsoft.Extensions.Options;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Credentials;
using RecycledNumbers.Ledger.Disclosures;

namespace RecycledNumbers.Grains.Retention;

/// <summary>Rows that are kept for a time only. What a number itself holds goes by its own due times.</summary>
internal sealed class Oblivion(ILedger ledger, IDisclosureLedger disclosures, ICredentialLedger credentials, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int Bite = 5_000;

    /// <summary>Credentials live by the host's clock, as tokens do; a day after they have expired, nobody asks for their place any more.</summary>
    private static readonly TimeSpan CredentialsKeptFor = TimeSpan.FromDays(1);

    /// <summary>Forgets some of each; true while there may be more.</summary>
    public async Task<bool> Forget(DateTimeOffset now, CancellationToken cancellation)
    {
        var kept = options.Value;
        return await ledger.Forget(now - kept.Answers, now - kept.Commands, now - kept.Acknowledged, Bite, cancellation)
            + await ledger.ForgetUndelivered(now - kept.Undelivered, Bite, cancellation)
            + await disclosures.Forget(now - kept.Disclosures, Bite, cancellation)
            + await credentials.Forget(time.GetUtcNow() - CredentialsKeptFor, Bite, cancellation) > 0;
    }
}
