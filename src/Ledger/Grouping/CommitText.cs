using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Grouping;

/// <summary>What no database stores alike is refused before it joins a batch: PostgreSQL has no NUL in text, and half a surrogate pair is not text at all.</summary>
internal static class CommitText
{
    /// <summary>Most characters in one commit, all texts together.</summary>
    public const int MaxCharacters = 4_000_000;

    public static NumberCommit Check(NumberCommit commit)
    {
        if (commit.ExpectedVersion < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(commit), "A version is 0 (never written) or more.");
        }

        if (Length(commit) > MaxCharacters)
        {
            throw new LedgerRejectedException($"A commit holds at most {MaxCharacters} characters; nothing of it was written.");
        }

        foreach (var text in Texts(commit))
        {
            if (!StorableText.Is(text))
            {
                throw new LedgerRejectedException("A text of this commit holds a NUL or half a surrogate pair; nothing of it was written.");
            }
        }

        if (commit.Unbindings.FirstOrDefault(u => u.Number != commit.Number) is not null)
        {
            throw new ArgumentException("A commit writes the unbindings of its own number only.", nameof(commit));
        }

        if (commit.Cases.FirstOrDefault(c => c.Number != commit.Number) is not null)
        {
            throw new ArgumentException("A commit writes the cases of its own number only.", nameof(commit));
        }

        return commit;
    }

    public static long Length(NumberCommit commit) => Texts(commit).Sum(static text => (long)(text?.Length ?? 0));

    private static IEnumerable<string?> Texts(NumberCommit commit)
    {
        yield return commit.Number;
        yield return commit.State;
        yield return commit.Phase;
        yield return commit.Carrier;
        yield return commit.Command?.Id;
        yield return commit.Command?.Fingerprint;
        yield return commit.Command?.Answer;
        foreach (var e in commit.Events)
        {
            yield return e.Type;
            yield return e.Actor;
            yield return e.Cause;
            yield return e.Data;
        }

        foreach (var d in commit.Deliveries)
        {
            yield return d.Id;
            yield return d.Lane;
            yield return d.Destination;
            yield return d.Kind;
            yield return d.Body;
        }

        foreach (var u in commit.Unbindings)
        {
            yield return u.Id;
            yield return u.Party;
            yield return u.Number;
            yield return u.Account;
            yield return u.State;
            yield return u.Reason;
            yield return u.Urgency;
        }

        foreach (var id in commit.ForgottenUnbindings)
        {
            yield return id;
        }

        foreach (var c in commit.Cases)
        {
            yield return c.Id;
            yield return c.Party;
            yield return c.Kind;
            yield return c.State;
            yield return c.Sender;
            yield return c.Data;
        }
    }
}
