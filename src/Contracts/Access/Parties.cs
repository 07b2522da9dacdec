namespace RecycledNumbers.Contracts.Access;

/// <summary>The names of parties: the role's prefix and a name of 1–60 characters out of <c>a-z 0-9 - _ .</c></summary>
/// <remarks>60, because the ledger keeps party and idempotency key (128) together in 200 characters.</remarks>
public static class Parties
{
    /// <summary>The prefix of a role's parties, colon included.</summary>
    public static string PrefixOf(Role role) => role switch
    {
        Role.Operator => "operator:",
        Role.Carrier => "carrier:",
        Role.Platform => "platform:",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    /// <summary>Whether this is a party that a client of this role may act for.</summary>
    public static bool Fits(Role role, string party)
    {
        if (!Enum.IsDefined(role)) return false;
        var prefix = PrefixOf(role);
        return party.StartsWith(prefix, StringComparison.Ordinal) && IsName(party.AsSpan(prefix.Length));
    }

    /// <summary>Whether this is a name that a party or a client id may have.</summary>
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is >= 1 and <= 60 && !name.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-_.");
}
