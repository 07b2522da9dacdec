using System.Text.Json.Serialization;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>Where a batch stands.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Content">What its rows ask for.</param>
/// <param name="State">Being worked through, done or cancelled.</param>
/// <param name="Rows">Rows, header and blank lines aside.</param>
/// <param name="Done">Rows that have their answer.</param>
/// <param name="Accepted">Of these, how many were accepted.</param>
/// <param name="Refused">And how many refused.</param>
/// <param name="CreatedAt">When its upload began.</param>
/// <param name="FinishedAt">When it was done or cancelled; null before.</param>
/// <param name="RowsPerSecond">Since the upload was complete, on average.</param>
/// <param name="SecondsLeft">At that rate; null where nothing can be said, or nothing is left.</param>
internal sealed record BatchAnswer(
    string Id,
    BatchContent Content,
    BatchProgress State,
    long Rows,
    long Done,
    long Accepted,
    long Refused,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    double RowsPerSecond,
    long? SecondsLeft)
{
    internal static BatchAnswer Of(Batch batch, DateTimeOffset now)
    {
        var done = batch.Accepted + batch.Refused;
        var took = Math.Max(((batch.FinishedAt ?? now) - batch.OpenedAt).TotalSeconds, 0.001);
        var rate = done / took;
        var isOpen = batch.State == BatchState.Open;
        return new BatchAnswer(
            batch.Id, batch.Content, StateOf(batch.State), batch.Rows, done, batch.Accepted, batch.Refused, batch.CreatedAt.ToUniversalTime(), batch.FinishedAt,
            Math.Round(rate, 1), isOpen && done > 0 ? (long)Math.Ceiling((batch.Rows - done) / rate) : null);
    }

    private static BatchProgress StateOf(BatchState state) => state switch
    {
        BatchState.Done => BatchProgress.Done,
        BatchState.Cancelled => BatchProgress.Cancelled,
        _ => BatchProgress.Working,
    };
}

/// <summary>States of a batch as its party sees them.</summary>
internal enum BatchProgress
{
    /// <summary>Its rows are being worked through.</summary>
    Working,

    /// <summary>Every row has its answer.</summary>
    Done,

    /// <summary>Called off; what had been done by then stays done.</summary>
    Cancelled,
}

/// <summary>What became of a row. What does not apply is left out.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Number">E.164 with its plus sign, or what stood in its place.</param>
/// <param name="Account">The platform's own account.</param>
/// <param name="Result"><c>accepted</c> or <c>refused</c>.</param>
/// <param name="Code">Why it was refused: a code as of any error.</param>
/// <param name="FrozenUntil">Deactivations: until when the number rests.</param>
/// <param name="SecondHand">Assignments: the number had an owner before.</param>
/// <param name="TenureToken">Bindings: store it, as with a single binding.</param>
/// <param name="Action">Bindings: <c>seal</c> where an account of an earlier tenure still hangs there.</param>
internal sealed record BatchRowAnswer(
    long Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Account,
    string Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? FrozenUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? SecondHand,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TenureToken,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Action);
