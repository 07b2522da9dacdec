using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>
/// How long keys may be, in UTF-16 units. Checked before anything is sent: SQL Server cuts what OPENJSON reads to its column, or refuses it, by version; a key that was cut would be another's.
/// </summary>
internal static class SqlServerKeys
{
    /// <summary>A number.</summary>
    public const int Number = 32;

    /// <summary>An id, a lane, a destination, a party.</summary>
    public const int Name = 200;

    /// <exception cref="ArgumentException">A key of this commit is empty or too long. Nothing was sent.</exception>
    public static void Check(NumberCommit commit)
    {
        Check(commit.Number, Number);
        Check(commit.Command?.Id ?? "none", Name);
        foreach (var d in commit.Deliveries)
        {
            Check(d.Id, Name);
            Check(d.Lane, Name, atLeast: 0);
            Check(d.Destination, Name, atLeast: 0);
        }

        foreach (var u in commit.Unbindings)
        {
            Check(u.Id, Name);
            Check(u.Party, Name, atLeast: 0);
        }

        foreach (var c in commit.Cases)
        {
            Check(c.Id, Name);
            Check(c.Party, Name, atLeast: 0);
            Check(c.Sender ?? "none", Name);
        }
    }

    private static void Check(string key, int atMost, int atLeast = 1)
    {
        if (key.Length < atLeast || key.Length > atMost)
        {
            throw new ArgumentException($"A key has {key.Length} characters; {atLeast} to {atMost} are stored.", nameof(key));
        }
    }
}
