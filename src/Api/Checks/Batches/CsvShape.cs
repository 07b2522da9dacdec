using System.Buffers;
using System.Buffers.Text;
using System.Text;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>
/// CSV with a header: <c>number,date</c> or <c>number,tenureToken</c>, or the Reassigned Numbers Database's query, ten digits and a date, with the header <c>TN,date</c>
/// or none. What comes back is the same file with an answer; bad rows keep their place. A plain row is read and given back as bytes, without making a text of it.
/// </summary>
internal sealed class CsvShape : IBatchShape
{
    private const int LongestToken = 64;

    private readonly List<string> fields = [];
    private string? valueColumn;
    private bool national;

    public AskedRow Read(Row row)
    {
        var asked = new AskedRow { Line = row.Line, Bytes = row.Bytes, Error = row.Error, Day = -1, Echo = row.Error is null ? null : "," };
        if (valueColumn is null && row.Error is null && ReadHeader(row) is { } header) return asked with { Echo = header };
        if (valueColumn is null) throw NoHeader();
        if (row.Error is not null) return asked;
        if (TrySplitPlain(row.Bytes.Span, out var number, out var value))
        {
            Ask(ref asked, number, value);
            if (asked.Error is null && (valueColumn == "date" || IsHarmless(value))) return asked;
        }

        if (!CsvLine.TrySplit(row.Bytes.Span, fields) || fields is not [var first, var second]) return asked with { Error = ApiErrors.InvalidBody, Echo = "," };
        asked.Error = null;
        Ask(ref asked, Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second));
        return asked with { Echo = $"{CsvLine.Write(first)},{CsvLine.Write(second)}" };
    }

    public void Write(in AskedRow row, IBufferWriter<byte> output)
    {
        if (row.Echo is { } echo) Encoding.UTF8.GetBytes(echo, output);
        else output.Write(row.Bytes.Span);
        var asks = row.Error is not null || row.Day >= 0 || row.Token is not null;
        output.Write(!asks ? default : (row.Error, national) switch
        {
            ({ } error, true) => Encoding.UTF8.GetBytes($",{error.Code}"),
            ({ } error, false) => Encoding.UTF8.GetBytes($",,{error.Code}"),
            (null, true) => row.Answer switch { Contracts.Checks.BlockAnswer.Yes => ",yes"u8, Contracts.Checks.BlockAnswer.No => ",no"u8, _ => ",no data"u8 },
            (null, false) => row.Answer switch { Contracts.Checks.BlockAnswer.Yes => ",yes,"u8, Contracts.Checks.BlockAnswer.No => ",no,"u8, _ => ",no_data,"u8 },
        });
        output.Write("\n"u8);
    }

    /// <summary>The header as it is given back, or null: the first row is a question already.</summary>
    private string? ReadHeader(Row row)
    {
        switch (CsvLine.TrySplit(row.Bytes.Span, fields) ? fields : [])
        {
            case ["number", "date" or "tenureToken"] and [_, var column]:
                valueColumn = column;
                return $"number,{column},answer,code";
            case [var tn, var date] when tn.Equals("tn", StringComparison.OrdinalIgnoreCase) && date.Equals("date", StringComparison.OrdinalIgnoreCase):
                (valueColumn, national) = ("date", true);
                return $"{tn},{date},answer";
            case [var digits, _] when digits.Length == 10 && digits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0:
                (valueColumn, national) = ("date", true);
                return null;
            default:
                throw NoHeader();
        }
    }

    private void Ask(ref AskedRow asked, ReadOnlySpan<byte> number, ReadOnlySpan<byte> value)
    {
        asked.Error = !(national ? BlockKey.TryReadNational(number, out asked.Key, out var line) : BlockKey.TryRead(number, out asked.Key, out line)) ? ApiErrors.InvalidNumber
            : valueColumn == "date" ? TryReadDay(value, out asked.Day) ? null : ApiErrors.InvalidDate
            : value.Length is > 0 and <= LongestToken && !value.Contains((byte)0) ? null : ApiErrors.InvalidField;
        asked.Number = (ushort)line;
        if (valueColumn != "date" && asked.Error is null) asked.Token = Encoding.UTF8.GetString(value);
    }

    /// <summary>The two fields of a row that needs no second look: no quotes, one comma, no spaces.</summary>
    private static bool TrySplitPlain(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> second)
    {
        first = second = default;
        var comma = row.IndexOf((byte)',');
        if (comma <= 0) return false;
        first = row[..comma];
        second = row[(comma + 1)..];
        return second.IndexOfAny(","u8[0], "\""u8[0], " "u8[0]) < 0 && first.IndexOfAny("\""u8[0], " "u8[0]) < 0;
    }

    private static bool IsHarmless(ReadOnlySpan<byte> cell) => char.IsAsciiLetterOrDigit((char)cell[0]) && cell.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;

    private static bool TryReadDay(ReadOnlySpan<byte> text, out int day)
    {
        day = -1;
        if (text.Length != 10 || text[4] != (byte)'-' || text[7] != (byte)'-' || !Digits(text[..4], out var y) || !Digits(text[5..7], out var m) || !Digits(text[8..], out var d)
            || y < 1 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m)) return false;
        day = new DateOnly(y, m, d).DayNumber;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && text[0] is >= (byte)'0' and <= (byte)'9';

    private static ApiException NoHeader() => new(ApiErrors.InvalidBody, "The first line of the CSV is its header: number,date or number,tenureToken or TN,date.");
}
