namespace RecycledNumbers.Contracts.Access;

/// <summary>One client of the API: a program of a carrier, a platform or the operator. The key is its client id.</summary>
[Alias("rn.IClientGrain")]
public interface IClientGrain : IGrainWithStringKey
{
    /// <summary>Who the client is, if the secret is its own. Null: the secret is wrong, or there is no such client; the two are not told apart.</summary>
    [Alias("Authenticate")]
    Task<ClientIdentity?> Authenticate(string secret);

    /// <summary>Makes the client. The secret is stored hashed and can't be read again. False: the id is taken, and nothing changed.</summary>
    /// <exception cref="ArgumentException">The secret is shorter than <see cref="ClientSecret.Length"/>, or the party does not fit the role.</exception>
    [Alias("Create")]
    Task<bool> Create(NewClient client);
}
