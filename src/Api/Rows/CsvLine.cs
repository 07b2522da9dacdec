using System.Text;

namespace RecycledNumbers.Api.Rows;

/// <summary>The fields of one line of CSV (RFC 4180). A quoted field holds no line end here: a quote that somebody forgot to close must not swallow the rows behind it.</summary>
internal static class CsvLine
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>False: it is not UTF-8, a quote is not closed, or something stands beside a quoted field.</summary>
    internal static bool TrySplit(ReadOnlyMemory<byte> line, List<string> fields)
    {
        fields.Clear();
        string text;
        try
        {
            text = Strict.GetString(line.Span);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] == '"')
            {
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

    /// <summary>A field as it stands in a line: quoted where it must be, and nothing that a spreadsheet would run.</summary>
    internal static string Write(string? field)
    {
        if (string.IsNullOrEmpty(field)) return "";
        // Of a number's plus sign and digits nothing can come.
        if (field[0] is '=' or '-' or '@' or '\t' or '\r' or '+' && (field[0] != '+' || field.AsSpan(1).ContainsAnyExceptInRange('0', '9'))) field = "'" + field;
        return field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
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
                at++;
                fields.Add(field.ToString());
                return at == text.Length || text[at] == ',';
            }
        }

        return false;
    }
}
