using System.Globalization;
using System.Text;

namespace RecycledNumbers.Cli.Screens;

/// <summary>Takes out of a text what a terminal would obey: what an answer says is shown, never done.</summary>
internal static class PlainText
{
    /// <summary>The text with control characters (escape sequences begin with one), directions, invisible characters and line breaks as <c>\uXXXX</c>.</summary>
    internal static string Of(string text)
    {
        StringBuilder? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var length = isPair ? 2 : 1;
            if (IsHarmless(CharUnicodeInfo.GetUnicodeCategory(text, i)))
            {
                changed?.Append(text, i, length);
            }
            else
            {
                changed ??= new StringBuilder(text, 0, i, text.Length + 16);
                foreach (var unit in text.AsSpan(i, length))
                {
                    changed.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
                }
            }

            i += length - 1;
        }

        return changed?.ToString() ?? text;
    }

    private static bool IsHarmless(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
