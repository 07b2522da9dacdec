using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Grains.Parties;

/// <summary>Credentials for a party that has just been registered. The party's own write comes first and holds the answer, sealed; making the client after it can be repeated.</summary>
internal sealed class NewClients(IGrainFactory grains, IDataProtectionProvider protection)
{
    private readonly IDataProtector sealer = protection.CreateProtector("rn.new-client-answer");

    /// <summary>New credentials for a party.</summary>
    public static NewClientAnswer For(Party party) =>
        new(party.Id, $"{party.Kind.ToString().ToLowerInvariant()}-{party.Id}", ClientSecret.New());

    /// <summary>The answer as text that only this registry can read.</summary>
    public string Seal(NewClientAnswer answer) => sealer.Protect(JsonSerializer.Serialize(answer));

    /// <summary>A sealed answer opened.</summary>
    public NewClientAnswer Open(string text) => JsonSerializer.Deserialize<NewClientAnswer>(sealer.Unprotect(text))!;

    /// <summary>Makes the client, or finds it made.</summary>
    public Task Make(NewClientAnswer answer, Party party, ImmutableArray<string> scopes) =>
        grains.GetGrain<IClientGrain>(answer.ClientId).Create(new NewClient(answer.ClientSecret, RoleOf(party.Kind), party.ToString(), scopes));

    private static Role RoleOf(PartyKind kind) => kind switch
    {
        PartyKind.Carrier => Role.Carrier,
        PartyKind.Platform => Role.Platform,
        PartyKind.Operator => Role.Operator,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Has no clients."),
    };
}
