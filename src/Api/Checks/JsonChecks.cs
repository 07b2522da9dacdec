using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Checks;

/// <summary>Checks as rows of JSON.</summary>
internal sealed class JsonChecks(CheckDesk desk, HttpContext context)
{
    private readonly RowJson json = new(context);

    internal async Task<byte[]> Begin(Row row)
    {
        if (row.Error is { } error) return Refuse(row.Line, error, error.Meaning);
        var (check, flaw) = json.Read<CheckRequest>(row.Bytes);
        if (check is null) return Refuse(row.Line, flaw!.Error, flaw.Message);
        try
        {
            return json.Write(new CheckRowAnswer(check.Number.Value, check.Date, check.TenureToken, await desk.Answer(check, context.RequestAborted)));
        }
        catch (Exception fault) when (PartFaults.Of(fault) is { } part)
        {
            return Refuse(row.Line, part == ApiErrors.OutcomeUnknown ? ApiErrors.Unavailable : part, (fault as ApiException)?.Message ?? part.Meaning);
        }
    }

    private byte[] Refuse(long line, ApiError error, string detail) =>
        json.Write(new CheckRowAnswer(Number: null, Date: null, TenureToken: null, Answer: null, line, error.Code, detail));
}
