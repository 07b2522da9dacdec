using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;

namespace RecycledNumbers.Api.Cases;

/// <param name="Category">Category of the services that refused.</param>
/// <param name="Reason">Why the refusal is not accepted.</param>
internal sealed record DisputeRequest([property: Word(Words.Category, Words.CategorySaying, 40)] string Category, DisputeReason Reason) : IRequestBody;

/// <param name="Kind">What the complaint is about.</param>
/// <param name="Category">Category of the service; or give a sender.</param>
/// <param name="Sender">A number or a name, as it was seen; or give a category.</param>
/// <param name="Text">In the holder's words. For the carrier alone.</param>
internal sealed record ComplaintRequest(
    ComplaintKind Kind,
    [property: Word(Words.Category, Words.CategorySaying, 40)] string? Category = null,
    [property: Text(1, 80)] string? Sender = null,
    [property: Text(1, ComplaintRequest.LongestText)] string? Text = null) : IRequestBody
{
    internal const int LongestText = 500;

    internal string? Typed => string.IsNullOrWhiteSpace(Sender) ? null : Sender;

    string? IRequestBody.Flaw() => (Category is null) == (Typed is null) ? "sender: give either a category or a sender." : null;
}

/// <param name="By">How the senders are named.</param>
/// <param name="Value">A number in E.164 form; a plus sign and 1 to 14 digits that numbers begin with; or dunning, callsFromAbroad, marketing.</param>
internal sealed record InterceptionRequest(SendersBy By, [property: Text(1, 40)] string Value) : IRequestBody
{
    internal Senders ToSenders() => Senders.TryParse(By, Value)!;

    string? IRequestBody.Flaw() => Senders.TryParse(By, Value) is null ? "value: give a number, the beginning of one, or a category, as by says." : null;
}

/// <summary>A dispute about one account; nothing says which or whose.</summary>
/// <param name="Category">Category of the service.</param>
/// <param name="Reason">The holder's.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="State">disputed, escalated, decided.</param>
/// <param name="AnswerBy">By when the service must answer; null once it need not.</param>
/// <param name="Removed">Once decided: whether the account is gone.</param>
internal sealed record DisputeAnswer(string Category, DisputeReason Reason, DateTimeOffset OpenedAt, DisputeState State, DateTimeOffset? AnswerBy, bool? Removed)
{
    internal static DisputeAnswer Of(HolderDispute d) => new(d.Category, d.Reason, d.OpenedAt, d.State, d.AnswerBy, d.Removed);
}

/// <summary>With whom a complaint lies.</summary>
internal enum ComplaintWith
{
    /// <summary>The service that it is about.</summary>
    Service,

    /// <summary>The carrier.</summary>
    Carrier,
}

/// <summary>A complaint as its holder sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Category">Category of the service, or null.</param>
/// <param name="Sender">The sender, as typed; null once it is closed.</param>
/// <param name="Text">In the holder's words; null once it is closed.</param>
/// <param name="With">With whom it lies.</param>
/// <param name="OpenedAt">When it was made.</param>
/// <param name="AnswerBy">By when it must be answered; null once it is closed.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record ComplaintAnswer(
    string Id, ComplaintKind Kind, string? Category, string? Sender, string? Text, ComplaintWith With, DateTimeOffset OpenedAt, DateTimeOffset? AnswerBy, DateTimeOffset? ClosedAt, ComplaintOutcome? Outcome)
{
    internal static ComplaintAnswer Of(HolderComplaint c, ComplaintWords? words) => new(
        c.Id, c.Kind, c.Category, words?.Sender, words?.Text, c.WithCarrier ? ComplaintWith.Carrier : ComplaintWith.Service, c.OpenedAt, c.ClosedAt is null ? c.Deadline : null, c.ClosedAt, c.Outcome);
}

/// <summary>An interception as its holder sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="By">How the senders are named.</param>
/// <param name="Value">Which.</param>
/// <param name="State">asked, active, refused, ended.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="AnswerBy">By when the carrier must answer; null once it has.</param>
internal sealed record InterceptionAnswer(string Id, SendersBy By, string Value, InterceptionState State, DateTimeOffset AskedAt, DateTimeOffset? AnswerBy)
{
    internal static InterceptionAnswer Of(HolderInterception i) => new(i.Id, i.By, i.Value, i.State, i.AskedAt, i.AnswerBy);
}
