using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Feeds;

/// <summary>A day as it stands in a query: <c>YYYY-MM-DD</c> and in no other way.</summary>
internal sealed record FeedDay(DateOnly Day) : IParsable<FeedDay>
{
    public static FeedDay Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var day) ? day : throw new FormatException("Not YYYY-MM-DD.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out FeedDay result)
    {
        result = DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new FeedDay(day) : null;
        return result is not null;
    }
}

/// <summary>The format of a file as it stands in a query.</summary>
/// <param name="Name">Its name, which ends the file's name too.</param>
/// <param name="MediaType">Of the answer.</param>
internal sealed record FeedFormat(string Name, string MediaType) : IParsable<FeedFormat>
{
    internal static readonly FeedFormat Csv = new("csv", RowFormat.Csv);
    internal static readonly FeedFormat Ndjson = new("ndjson", RowFormat.Ndjson);

    internal static IEnumerable<string> Names => [Csv.Name, Ndjson.Name];

    public static FeedFormat Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var format) ? format : throw new FormatException("No such format.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out FeedFormat result)
    {
        result = s == Csv.Name ? Csv : s == Ndjson.Name ? Ndjson : null;
        return result is not null;
    }
}
