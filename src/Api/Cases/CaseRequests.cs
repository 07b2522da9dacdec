using System.Text.Json.Serialization;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Ledger.Cases;

namespace RecycledNumbers.Api.Cases;

/// <param name="Outcome">What came of the complaint.</param>
/// <param name="Reason">Why. For history; the holder is told the outcome alone.</param>
internal sealed record CloseRequest(ComplaintOutcome Outcome, [property: Text(1, 500)] string Reason) : IRequestBody;

/// <summary>What a carrier says to an interception.</summary>
internal enum InterceptionWord
{
    /// <summary>It is done.</summary>
    Accepted,

    /// <summary>It is not, for a reason.</summary>
    Refused,
}

/// <param name="Answer">Whether it is done.</param>
/// <param name="Reason">Why not; needed for refused. For history; the holder is told that it was refused.</param>
internal sealed record InterceptionAnswerRequest(InterceptionWord Answer, [property: Text(1, 500)] string? Reason = null) : IRequestBody;

/// <summary>A case as the party sees it that must answer; what does not apply is absent.</summary>
/// <remarks>
/// <c>kind</c>: complaint, interception. <c>complaint</c>: what of. <c>account</c>: the platform's own. <c>sender</c>, <c>text</c>: what the holder typed, for carriers while it is open; it is text and not markup.
/// <c>sameSender</c>: complaints about that sender, of all holders. <c>senders</c>: what is to be intercepted.
/// </remarks>
internal sealed record CaseAnswer(
    string Id,
    string Kind,
    string Number,
    string State,
    DateTimeOffset OpenedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Deadline,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ClosedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Complaint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Category,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Account,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sender,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SameSenderAnswer? SameSender,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SendersAnswer? Senders)
{
    internal static CaseAnswer Of(CaseRow row, ComplaintSeal seal, IReadOnlyDictionary<string, SenderCount> counts)
    {
        var data = CaseData.Of(row);
        var words = seal.Open(data.Words);
        return new CaseAnswer(
            row.Id, row.Kind, row.Number, row.State, row.OpenedAt, row.Open ? row.Deadline : null, row.ClosedAt, data.Complaint, data.Category, data.Account, words?.Sender, words?.Text,
            row.Sender is { } sender && counts.TryGetValue(sender, out var count) ? new SameSenderAnswer(count.Complaints, count.Numbers) : null,
            data.Outcome,
            data.By is null ? null : new SendersAnswer(data.By, data.Value!));
    }
}

/// <summary>How often one sender has been complained of, by all holders of all carriers.</summary>
internal sealed record SameSenderAnswer(long Complaints, long Numbers);

/// <summary>Senders to be intercepted: by number, prefix or category.</summary>
internal sealed record SendersAnswer(string By, string Value);

/// <summary>A case that was answered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its state.</param>
internal sealed record CaseStateAnswer(string Id, string State)
{
    internal static CaseStateAnswer Of<T>(string id, T state) where T : struct, Enum => new(id, CamelCaseEnums.NameOf(state.ToString()));
}
