using System.Text.Json.Serialization;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Unbindings;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Api.Unbindings;

/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why; needed for refused.</param>
/// <param name="Until">Until when; needed for deferred, at most 60 days after the first request.</param>
internal sealed record OutcomeRequest(UnbindingOutcome Outcome, [property: Text(1, 500)] string? Reason = null, DateTimeOffset? Until = null) : IRequestBody;

/// <param name="Id">The unbinding.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why; needed for refused.</param>
/// <param name="Until">Until when; needed for deferred.</param>
internal sealed record OutcomeRow([property: Text(1, 64)] string Id, UnbindingOutcome Outcome, [property: Text(1, 500)] string? Reason = null, DateTimeOffset? Until = null) : IRequestBody;

/// <summary>What became of a row: the unbinding's state, or the code of the error that the row would have been alone.</summary>
/// <remarks><c>line</c>: Its line in the body, from 1.</remarks>
internal sealed record OutcomeResult(
    long Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);

/// <summary>An unbinding as the party sees it that must answer.</summary>
/// <remarks><c>tenureToken</c>: Token of the tenure in which the account was bound; null for a carrier's own system.</remarks>
internal sealed record UnbindingAnswer(
    string Id,
    string Number,
    string Account,
    string? TenureToken,
    string Reason,
    string Urgency,
    DateTimeOffset RequestedAt,
    DateTimeOffset Deadline,
    string State)
{
    internal static UnbindingAnswer Of(UnbindingRow row, Party party, TenureTokens tokens) => new(
        row.Id, row.Number, row.Account, tokens.For(party, row.Number, row.Generation), row.Reason, row.Urgency, row.RequestedAt, row.Deadline, row.State);

    internal static UnbindingAnswer Of(UnbindingView view, Party party, TenureTokens tokens) => new(
        view.Id, view.Number, view.Account, tokens.For(party, view.Number, view.Generation), view.Reason, view.Urgency, view.RequestedAt, view.Deadline, NameOf(view.State));

    internal static string NameOf(UnbindingState state) => CamelCaseEnums.NameOf(state.ToString());
}
