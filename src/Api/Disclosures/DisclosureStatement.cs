using System.Collections.Immutable;

namespace RecycledNumbers.Api.Disclosures;

/// <summary>What a carrier told a buyer, as it is kept, sealed and signed. Counts by category; no account, no platform, no person.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Carrier">Id of the carrier that told it.</param>
/// <param name="CarrierName">Its display name then.</param>
/// <param name="ToldAt">When it was told; it says nothing about later.</param>
/// <param name="SecondHand">Somebody had the number before.</param>
/// <param name="EarlierTenures">How many had it before the buyer.</param>
/// <param name="LastEnded">Month in which the last of them lost it, or null.</param>
/// <param name="Cleared">Accounts of earlier owners that were removed, by category.</param>
/// <param name="Residual">Accounts of earlier owners that still hang on it, by category.</param>
public sealed record DisclosureStatement(
    string Number,
    string Carrier,
    string CarrierName,
    DateTimeOffset ToldAt,
    bool SecondHand,
    int EarlierTenures,
    string? LastEnded,
    ImmutableSortedDictionary<string, int> Cleared,
    ImmutableSortedDictionary<string, int> Residual);

/// <summary>A statement that was made, and where its buyer finds it.</summary>
/// <param name="Code">The verification code, as it is printed.</param>
/// <param name="Url">Page to print, and to check it at later.</param>
/// <param name="Statement">What was told.</param>
internal sealed record GivenAnswer(string Code, Uri Url, DisclosureStatement Statement);
