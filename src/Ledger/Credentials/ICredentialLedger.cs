namespace RecycledNumbers.Ledger.Credentials;

/// <summary>Which tenure each credential that has not expired vouches for. Whether it still holds is never written: it is read from the number itself. Faults are those of <see cref="ILedger"/>.</summary>
public interface ICredentialLedger
{
    /// <summary>Takes a place in a list. False: it is taken; nothing was written.</summary>
    Task<bool> Take(CredentialPlace place, CancellationToken cancellation = default);

    /// <summary>How many credentials of a number have not expired.</summary>
    Task<int> Count(string number, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Whether a place of this list has been taken.</summary>
    Task<bool> IsKnown(long list, CancellationToken cancellation = default);

    /// <summary>Places of a list whose tenure is not the number's present one any more, as the numbers stand now.</summary>
    Task<IReadOnlyList<EndedPlace>> ReadEnded(long list, CancellationToken cancellation = default);

    /// <summary>Forgets credentials that expired before an instant, at most <paramref name="limit"/>; returns how many.</summary>
    Task<int> Forget(DateTimeOffset expiredBefore, int limit, CancellationToken cancellation = default);
}

/// <summary>A place in a status list, and the tenure that it is about.</summary>
/// <param name="List">Id of the list.</param>
/// <param name="Place">Index in it.</param>
/// <param name="Number">E.164 text.</param>
/// <param name="Generation">Tenure.</param>
/// <param name="ExpiresAt">When the credential expires.</param>
public sealed record CredentialPlace(long List, int Place, string Number, int Generation, DateTimeOffset ExpiresAt);

/// <summary>A place whose tenure is over.</summary>
/// <param name="Place">Index in the list.</param>
/// <param name="Passed">The number has had another owner since: the tenure can't go on any more. Else the same subscriber could still get it back.</param>
public sealed record EndedPlace(int Place, bool Passed);
