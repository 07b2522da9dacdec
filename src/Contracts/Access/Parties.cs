using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Contracts.Access;

/// <summary>Which party a client may act for: one of its role's kind, named as the rules name it (<see cref="Party"/>).</summary>
public static class Parties
{
    /// <summary>The longest id that a client may have.</summary>
    public const int LongestClientId = 60;

    /// <summary>Whether this is a party that a client of this role may act for.</summary>
    public static bool Fits(Role role, string party)
    {
        var kind = KindOf(role);
        return kind is not null && Party.TryParse(party)?.Kind == kind;
    }

    /// <summary>Whether this is an id that a client may have: 1–60 out of <c>a-z 0-9 - _ .</c> A client is not a party: it acts for one.</summary>
    public static bool IsClientId(string? id) =>
        id is { Length: >= 1 and <= LongestClientId } && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.');

    private static PartyKind? KindOf(Role role) => role switch
    {
        Role.Operator => PartyKind.Operator,
        Role.Carrier => PartyKind.Carrier,
        Role.Platform => PartyKind.Platform,
        _ => null,
    };
}
