using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Operators;

/// <summary>Lists that operators work through, and what they did. Every list goes along an index from a place in it; none is ever read whole. Faults are those of <see cref="ILedger"/>.</summary>
public interface IOperatorLedger
{
    /// <summary>Held numbers, those that should have left the freeze first come first.</summary>
    Task<IReadOnlyList<FrozenNumber>> ReadHeld(FrozenNumber? after, int limit, CancellationToken cancellation = default);

    /// <summary>Numbers that leave the freeze on a day (<see cref="Figures.Days"/>), those that are not clear first.</summary>
    Task<IReadOnlyList<FrozenNumber>> ReadLeaving(int day, FrozenNumber? after, int limit, CancellationToken cancellation = default);

    /// <summary>Open unbindings past their deadline, oldest deadline first; of one party, or of all where it is null.</summary>
    Task<IReadOnlyList<UnbindingRow>> ReadOverdue(string? party, DateTimeOffset now, UnbindingRow? after, int limit, CancellationToken cancellation = default);

    /// <summary>Deliveries about a number: what waits for these destinations, and what was parked or given up whatever its destination.</summary>
    Task<IReadOnlyList<DeliveryRow>> ReadDeliveriesOf(string number, IReadOnlyList<string> destinations, int limit, CancellationToken cancellation = default);

    /// <summary>Makes an open delivery due now. Null: there is no such open delivery.</summary>
    Task<DeliveryRow?> RetryDelivery(string id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Notes that somebody has looked at a number whose record can't be read. False: it is not among them.</summary>
    Task<bool> NoteLooked(string number, string by, string why, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Puts on record that an operator is about to act. False: this very act is on record already.</summary>
    Task<bool> BeginAct(OperatorAct act, CancellationToken cancellation = default);

    /// <summary>An act as it is on record, or null.</summary>
    Task<OperatorAct?> FindAct(string id, CancellationToken cancellation = default);

    /// <summary>Puts on record what came of it.</summary>
    Task EndAct(string id, string outcome, CancellationToken cancellation = default);

    /// <summary>What operators did, newest first, before a position; on one number, or everywhere where it is null.</summary>
    Task<IReadOnlyList<OperatorAct>> ReadActs(string? number, long? before, int limit, CancellationToken cancellation = default);
}

/// <summary>A frozen number as the projection has it.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Until">When its freeze ends, or ended.</param>
/// <param name="IsHeld">It ended, and the clearance is not done.</param>
/// <param name="HoldLimit">When it is released whatever is open, or null: never.</param>
/// <param name="IsClear">Nobody has to answer any more.</param>
public sealed record FrozenNumber(string Number, DateTimeOffset Until, bool IsHeld, DateTimeOffset? HoldLimit, bool IsClear);

/// <summary>Something that an operator did on the pages.</summary>
public sealed record OperatorAct
{
    /// <summary>From the form: sent twice, it is one act.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the list; 0 before it is on record.</summary>
    public long Position { get; init; }

    /// <summary>When, by the clock of the host.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: the operator's party.</summary>
    public required string Operator { get; init; }

    /// <summary>With which client.</summary>
    public required string Client { get; init; }

    /// <summary>What: replay, retry, release, extend, looked.</summary>
    public required string Act { get; init; }

    /// <summary>On which number, or empty.</summary>
    public required string Number { get; init; }

    /// <summary>On what of it: a delivery's id, or until when.</summary>
    public required string Subject { get; init; }

    /// <summary>Why, 1–500 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>What came of it: begun, done, or the code of a refusal.</summary>
    public string Outcome { get; init; } = "begun";
}
