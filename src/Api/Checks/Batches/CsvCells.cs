using System.Buffers;
using System.Text;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>Cells of a row of CSV (RFC 4180, but a row ends where its line ends), and cells that a spreadsheet may open.</summary>
internal static class CsvCells
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>The two cells of a row that needs no second look: no quotes, one comma, no spaces at the ends. False: see <see cref="Split"/>.</summary>
    internal static bool TrySplit(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> second)
    {
        first = second = default;
        var comma = row.IndexOf((byte)',');
        if (comma <= 0) return false;
        first = row[..comma];
        second = row[(comma + 1)..];
        return second.IndexOfAny(","u8[0], "\""u8[0], " "u8[0]) < 0 && first.IndexOfAny("\""u8[0], " "u8[0]) < 0;
    }

    /// <summary>The cells of a row without their quotes, or null: it is not text, or a quote does not close.</summary>
    internal static List<string>? Split(ReadOnlySpan<byte> row)
    {
        string text;
        try
        {
            text = Strict.GetString(row);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var cells = new List<string>();
        for (var at = 0; at <= text.Length;)
        {
            while (at < text.Length && text[at] == ' ') at++;
            if (at < text.Length && text[at] == '"')
            {
                if (Quoted(text, ref at) is not { } cell) return null;
                cells.Add(cell);
            }
            else
            {
                var end = text.IndexOf(',', at);
                end = end < 0 ? text.Length : end;
                cells.Add(text[at..end].Trim());
                at = end;
            }

            at++;
        }

        return cells;
    }

    /// <summary>A cell as it may be opened in a spreadsheet: what would be a formula there becomes text, and what would break the row is quoted.</summary>
    internal static string Safe(string cell)
    {
        if (cell.Any(static c => char.IsControl(c))) return "";
        if (cell is ['=' or '+' or '-' or '@', ..] && !IsPlainNumber(cell)) cell = "'" + cell;
        return cell.AsSpan().ContainsAny(NeedQuotes) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static bool IsPlainNumber(string cell) => cell is ['+' or '-', _, ..] && cell.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    // Leaves the place at the comma behind the cell, or at the end.
    private static string? Quoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"') cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
            else break;
        }

        if (at++ >= text.Length) return null;
        while (at < text.Length && text[at] == ' ') at++;
        return at == text.Length || text[at] == ',' ? cell.ToString() : null;
    }
}
