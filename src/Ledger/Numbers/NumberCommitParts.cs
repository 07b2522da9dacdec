using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>What every dialect reads out of a commit the same way.</summary>
internal static class NumberCommitParts
{
    /// <summary>The unbindings to write: the last word on each id, and not those that the same commit forgets.</summary>
    public static IEnumerable<UnbindingRow> UnbindingsToKeep(this NumberCommit commit) =>
        commit.Unbindings.Length + commit.ForgottenUnbindings.Length <= 1
            ? commit.Unbindings
            : commit.Unbindings.GroupBy(static u => u.Id, StringComparer.Ordinal).Select(static same => same.Last()).Where(u => !commit.ForgottenUnbindings.Contains(u.Id));
}
