using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Grains.Access;

internal sealed class ClientGrain([PersistentState("client", "directory")] IPersistentState<ClientRecord> stored) : Grain, IClientGrain
{
    public Task<ClientIdentity?> Authenticate(string secret)
    {
        var known = stored.RecordExists;
        var record = known ? stored.State : ClientRecord.Nobody;
        var proved = record.HasSecret(secret) & known;

        // Anyone can make up ids; what does not exist must not stay in memory.
        if (!known) DeactivateOnIdle();

        return Task.FromResult<ClientIdentity?>(proved ? new ClientIdentity(this.GetPrimaryKeyString(), record.Role, record.Party, record.Scopes) : null);
    }

    public async Task<bool> Create(NewClient client)
    {
        if (client.Secret.Length < ClientSecret.Length)
            throw new ArgumentException("A client's secret must come from ClientSecret.New().", nameof(client));
        if (!Contracts.Access.Parties.Fits(client.Role, client.Party))
            throw new ArgumentException($"'{client.Party}' is not a party of a {client.Role}.", nameof(client));
        if (!Contracts.Access.Parties.IsClientId(this.GetPrimaryKeyString()))
            throw new ArgumentException("A client id is 1-60 characters out of a-z 0-9 - _ .", nameof(client));
        if (stored.RecordExists) return false;

        stored.State = ClientRecord.From(client);
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            // Whether it was written is unknown now; the next activation reads the truth.
            DeactivateOnIdle();
            throw;
        }

        return true;
    }
}
