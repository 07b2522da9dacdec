using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Events;

/// <summary>An event with the number it happened to, as the feed over all numbers gives it.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Event">What happened.</param>
/// <param name="Cursor">Its place in the feed.</param>
/// <param name="Settled">False: a transaction that is still open may yet put rows in front of it. Whoever may see nothing twice waits; whoever applies by sequence need not.</param>
public sealed record FeedRow(string Number, EventRow Event, string Cursor, bool Settled);

/// <summary>Part of the feed.</summary>
/// <param name="Rows">In order; of one number always in the order of its sequence.</param>
/// <param name="Cursor">Where the next read begins: behind every settled row of this page, and behind all that is settled when the page was not full. Never behind a row that is not.</param>
public sealed record FeedPage(IReadOnlyList<FeedRow> Rows, string Cursor);
