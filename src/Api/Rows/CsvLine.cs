using System.Buffers;
using System.Text;

namespace RecycledNumbers.Api.Rows;

/// <summary>The fields of one line of CSV (RFC 4180). A quoted field holds no line end here: a quote that somebody forgot to close must not swallow the rows behind it.</summary>
internal static class CsvLine
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"");

    /// <summary>The fields without their quotes and the spaces around them. False: it is not UTF-8, a quote is not closed, or something but spaces stands beside a quoted field.</summary>
    internal static bool TrySplit(ReadOnlySpan<byte> line, List<string> fields)
    {
        fields.Clear();
        string text;
        try
        {
            text = Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        for (var at = 0; at <= text.Length; at++)
        {
            var start = PastSpaces(text, at);
            if (start < text.Length && text[start] == '"')
            {
                at = start;
                if (!TakeQuoted(text, ref at, fields)) return false;
                continue;
            }

            var end = text.IndexOf(',', at);
            if (end < 0) end = text.Length;
            var field = text[at..end];
            if (field.Contains('"', StringComparison.Ordinal)) return false;
            fields.Add(field.Trim());
            at = end;
        }

        return true;
    }

    /// <summary>A field as it stands in a line: quoted where it must be, and nothing that a spreadsheet would run or a terminal obey: with a control character in it, it is left out.</summary>
    internal static string Write(string? field)
    {
        if (string.IsNullOrEmpty(field) || field.Any(char.IsControl)) return "";
        if (field[0] is '=' or '+' or '-' or '@' && !IsSignedDigits(field)) field = "'" + field;
        return field.AsSpan().ContainsAny(NeedQuotes) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
    }

    // Of a sign and digits nothing can come: a number keeps its plus.
    private static bool IsSignedDigits(string field) => field is ['+' or '-', _, ..] && field.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static int PastSpaces(string text, int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
        return at;
    }

    /// <summary>Leaves <paramref name="at"/> on the comma behind the field, or at the end.</summary>
    private static bool TakeQuoted(string text, ref int at, List<string> fields)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at = PastSpaces(text, at + 1);
                fields.Add(field.ToString());
                return at == text.Length || text[at] == ',';
            }
        }

        return false;
    }
}
