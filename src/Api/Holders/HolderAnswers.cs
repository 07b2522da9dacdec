using System.Collections.Immutable;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Holders;

namespace RecycledNumbers.Api.Holders;

/// <summary>A number as its holder sees it: counts, no account, no platform, nobody else's number.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="AsOf">When it was looked at.</param>
/// <param name="Since">When the present tenure began.</param>
/// <param name="Disclosure">Second-hand or not, and what was cleared.</param>
/// <param name="Earlier">Accounts of earlier owners, by category.</param>
/// <param name="Linked">Accounts of the present tenure, by category.</param>
/// <param name="ForwardingFromBefore">Forwardings from before this tenure that have not been told to stop.</param>
/// <param name="ForwardingStopping">Forwardings that were told to stop and have not answered.</param>
internal sealed record HolderAnswer(
    string Number,
    DateTimeOffset AsOf,
    DateTimeOffset Since,
    Disclosure Disclosure,
    ImmutableArray<ProgressAnswer> Earlier,
    ImmutableSortedDictionary<string, int> Linked,
    int ForwardingFromBefore,
    int ForwardingStopping)
{
    internal static HolderAnswer Of(string number, HolderView view, DateTimeOffset asOf) =>
        new(number, asOf, view.Since, view.Disclosure, [.. view.Earlier.Select(ProgressAnswer.Of)], view.Linked, view.ForwardingFromBefore, view.ForwardingStopping);
}

/// <summary>How far the accounts of earlier owners in one category are; every account stands in one of the six.</summary>
internal sealed record ProgressAnswer(string Category, int Cleared, int Asked, int Overdue, int Refused, int Disputed, int Residual, DateTimeOffset? Deadline)
{
    internal static ProgressAnswer Of(HolderProgress one) => new(one.Category, one.Cleared, one.Asked, one.Overdue, one.Refused, one.Disputed, one.Residual, one.Deadline);
}

/// <summary>How many accounts hang on a number in its present tenure.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="AsOf">When it was looked at.</param>
/// <param name="Total">All of them.</param>
/// <param name="Counts">By category of the platforms.</param>
internal sealed record LinkedAnswer(string Number, DateTimeOffset AsOf, int Total, ImmutableSortedDictionary<string, int> Counts);
