using System.Globalization;
using System.Text;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Checks;

/// <summary>Checks as rows of CSV. None of the three columns can hold a comma or a quote, so a row is split at its commas; quotes around a whole field are taken off.</summary>
internal sealed class CsvChecks(CheckDesk desk, CancellationToken cancellation)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private string[]? header;

    internal Task<byte[]> Begin(Row row)
    {
        if (header is not null) return Answer(row, header);
        header = Split(row);
        return header is ["number", "date"] or ["number", "tenureToken"]
            ? Task.FromResult(Encoding.UTF8.GetBytes(string.Join(',', header) + ",answer,code"))
            : throw new ApiException(ApiErrors.InvalidBody, "The first line of the CSV is its header: number,date or number,tenureToken.");
    }

    private async Task<byte[]> Answer(Row row, string[] columns)
    {
        if (row.Error is { } error) return Line("", "", "", error.Code);
        if (Split(row) is not [var number, var value]) return Line("", "", "", ApiErrors.InvalidBody.Code);
        if (!PhoneNumber.TryParse(number, out var parsed)) return Line(number, value, "", ApiErrors.InvalidNumber.Code);
        if (Read(parsed, columns[1], value) is not { } check) return Line(number, value, "", columns[1] == "date" ? ApiErrors.InvalidDate.Code : ApiErrors.InvalidField.Code);
        try
        {
            return Line(number, value, await desk.Answer(check, cancellation), "");
        }
        catch (Exception fault) when (PartFaults.Of(fault) is { } part)
        {
            return Line(number, value, "", part == ApiErrors.OutcomeUnknown ? ApiErrors.Unavailable.Code : part.Code);
        }
    }

    private static CheckRequest? Read(PhoneNumber number, string column, string value)
    {
        if (column == "date") return DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new CheckRequest(number, date) : null;
        var check = new CheckRequest(number, TenureToken: value);
        return ValidBodies.FlawOf(check) is null ? check : null;
    }

    private static string[]? Split(Row row)
    {
        try
        {
            return [.. Strict.GetString(row.Bytes.Span).Split(',').Select(Unquote)];
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unquote(string field)
    {
        var trimmed = field.Trim();
        return trimmed is ['"', .., '"'] ? trimmed[1..^1] : trimmed;
    }

    // What could not be read is given back only where it can't become more than one field.
    private static byte[] Line(string number, string value, string answer, string code) =>
        Encoding.UTF8.GetBytes($"{Plain(number)},{Plain(value)},{answer},{code}");

    private static string Plain(string field) => field.Contains('"', StringComparison.Ordinal) || field.Any(char.IsControl) ? "" : field;
}
