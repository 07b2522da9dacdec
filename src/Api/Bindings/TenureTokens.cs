using RecycledNumbers.Api.Access;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Api.Bindings;

/// <summary>Tenure tokens, which stand outside for the generations that stay inside.</summary>
internal sealed class TenureTokens(KeyRing keys)
{
    private readonly byte[] key = keys.Derive("tenure-token");

    /// <summary>The token, or null for a carrier: it knows its tenures itself.</summary>
    internal string? For(Party party, string number, int generation) =>
        party.Kind == PartyKind.Platform ? TenureToken.Compute(key, party.Id, number, generation) : null;
}
