using RecycledNumbers.Api.Access;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Commands;

/// <summary>From a token's party to the rules' party.</summary>
internal static class CallerParty
{
    internal static Party AsParty(this Caller caller) => Party.Parse(caller.Party);
}
