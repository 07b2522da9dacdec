using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Errors;

/// <summary>Takes telephone numbers out of text that goes to a log: Orleans puts grain keys into its exceptions, and here those are numbers.</summary>
internal static partial class MaskedNumbers
{
    /// <summary>The text with all but the first three and the last two digits of each E.164 number gone.</summary>
    internal static string In(string text) => Number().Replace(text, static match => $"{match.ValueSpan[..4]}***{match.ValueSpan[^2..]}");

    [GeneratedRegex(@"\+[0-9]{6,15}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
