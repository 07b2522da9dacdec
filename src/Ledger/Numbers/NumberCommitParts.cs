using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>What every dialect reads out of a commit the same way.</summary>
internal static class NumberCommitParts
{
    /// <summary>Where the number's chain stands after this commit, or null: where it stood.</summary>
    public static ChainHead? Chain(this NumberCommit commit) => commit.Hashes.IsEmpty ? null : new ChainHead(commit.Events[^1].Sequence, commit.Hashes[^1]);

    /// <summary>Its events with their hashes.</summary>
    public static IEnumerable<(string Number, EventRow Event, AuditHash? Hash)> HashedEvents(this NumberCommit commit) =>
        commit.Events.Select((happened, i) => (commit.Number, happened, commit.Hashes.IsEmpty ? (AuditHash?)null : commit.Hashes[i]));

    /// <summary>The unbindings to write: the last word on each id, and not those that the same commit forgets.</summary>
    public static IEnumerable<UnbindingRow> UnbindingsToKeep(this NumberCommit commit) =>
        commit.Unbindings.Length + commit.ForgottenUnbindings.Length <= 1
            ? commit.Unbindings
            : commit.Unbindings.GroupBy(static u => u.Id, StringComparer.Ordinal).Select(static same => same.Last()).Where(u => !commit.ForgottenUnbindings.Contains(u.Id));
}
