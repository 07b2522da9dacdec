using System.Collections.Immutable;
using RecycledNumbers.Ledger.Audit;

namespace RecycledNumbers.Api.Audit;

/// <summary>A root over a stretch of all events.</summary>
/// <param name="Index">0, 1, 2….</param>
/// <param name="Events">How many events are under it.</param>
/// <param name="SealedAt">When it was made.</param>
/// <param name="Signed">The root itself: a compact JSON Web Signature.</param>
internal sealed record RootAnswer(long Index, int Events, DateTimeOffset SealedAt, string Signed)
{
    internal static RootAnswer Of(AuditRoot root) => new(root.Index, root.Events, root.SealedAt, root.Signed);
}

/// <summary>One number's history with what proves it.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Events">All of them, oldest first.</param>
/// <param name="Roots">The signed roots that the events' proofs lead to.</param>
internal sealed record AuditExport(string Number, ImmutableArray<ProvedEvent> Events, ImmutableArray<string> Roots);

/// <summary>An event with its hash and its proof.</summary>
/// <param name="Sequence">1, 2, 3….</param>
/// <param name="At">When.</param>
/// <param name="Generation">Tenure.</param>
/// <param name="Type">Its name.</param>
/// <param name="Actor">Who.</param>
/// <param name="Cause">Command that caused it; empty where the reader may not see it.</param>
/// <param name="Data">The event as stored text; without accounts and subscribers where the reader may not see them.</param>
/// <param name="Salt">With it cause and data can be hashed and compared; null where a part of them is kept back.</param>
/// <param name="Content">The hash of salt, cause and data.</param>
/// <param name="Hash">The event's hash, made of all above and of the hash before.</param>
/// <param name="Proof">Null: under no root yet.</param>
internal sealed record ProvedEvent(
    long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, string Data, string? Salt, string Content, string Hash, InclusionProof? Proof);

/// <summary>Where an event is in a root's tree.</summary>
/// <param name="Root">The root's index.</param>
/// <param name="Place">Among its events, from 0; null: the root has no such event, so this one is not as it was.</param>
/// <param name="Path">Audit path (RFC 6962), from the leaf upwards.</param>
internal sealed record InclusionProof(long Root, int? Place, ImmutableArray<string> Path);

/// <summary>An event as an auditor reads it.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Sequence">1, 2, 3… per number.</param>
/// <param name="At">When.</param>
/// <param name="Generation">Tenure.</param>
/// <param name="Type">Its name.</param>
/// <param name="Actor">Who.</param>
/// <param name="Cause">Command that caused it.</param>
/// <param name="Data">As stored text.</param>
/// <param name="Salt">What cause and data are hashed with.</param>
/// <param name="Hash">As it stands in its row; null where an earlier release wrote it.</param>
/// <param name="Cursor">Its place among all events.</param>
internal sealed record AuditRow(
    string Number, long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, string Data, string Salt, string? Hash, string Cursor)
{
    internal static AuditRow Of(AuditEvent row, EventSalts salts) => new(
        row.Number, row.Event.Sequence, row.Event.At, row.Event.Generation, row.Event.Type, row.Event.Actor, row.Event.Cause, row.Event.Data,
        salts.Of(row.Number, row.Event.Sequence).ToString(), row.Hash?.ToString(), row.Cursor);
}

/// <summary>Where a number's history ends by its own record.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Sequence">Of its last event; null where its record can't be read.</param>
/// <param name="ChainSequence">Of its last event that was hashed when it was written.</param>
/// <param name="ChainHash">That event's hash.</param>
internal sealed record HistoryEndRow(string Number, long? Sequence, long ChainSequence, string ChainHash)
{
    internal static HistoryEndRow Of(HistoryEnd end) => new(end.Number, end.Sequence, end.Chain.Sequence, end.Chain.Hash.ToString());
}
