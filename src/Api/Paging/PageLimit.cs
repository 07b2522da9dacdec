using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RecycledNumbers.Api.Paging;

/// <summary>How many items a page may hold: 1 to 1000, 100 unless said.</summary>
internal sealed record PageLimit(int Value) : IParsable<PageLimit>
{
    internal const int Default = 100;
    internal const int Most = 1000;

    internal static int Of(PageLimit? limit) => limit?.Value ?? Default;

    public static PageLimit Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var limit) ? limit : throw new FormatException("Not 1 to 1000.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PageLimit result)
    {
        result = int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= Most ? new PageLimit(value) : null;
        return result is not null;
    }
}
