using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Commands;

/// <summary>From a token's party to the rules' party.</summary>
internal static class CallerParty
{
    /// <exception cref="ApiException">A foreign authority named a party that no registry has.</exception>
    internal static Party AsParty(this Caller caller) =>
        Party.IsId(caller.Name) ? Party.Parse(caller.Party) : throw new ApiException(ApiErrors.Forbidden, "The token's party is not one of this registry.");
}
