using System.Buffers;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>NDJSON: each row is what a single check is, by the same strict rules.</summary>
internal sealed class JsonShape(HttpContext context) : IBatchShape
{
    private readonly RowJson json = new(context);

    public AskedRow Read(Row row)
    {
        var asked = new AskedRow { Line = row.Line, Error = row.Error, Day = -1 };
        if (row.Error is not null) return asked;
        var (check, flaw) = json.Read<CheckRequest>(row.Bytes);
        if (check is null) return asked with { Error = flaw!.Error, Detail = flaw.Message };
        var (key, line) = BlockKey.Of(check.Number.Value);
        return asked with { Key = key, Number = (ushort)line, Day = check.Date?.DayNumber ?? -1, Token = check.TenureToken };
    }

    public void Write(in AskedRow row, IBufferWriter<byte> output)
    {
        output.Write(json.Write(row.Error is { } error
            ? new CheckRowAnswer(Number: null, Date: null, TenureToken: null, Answer: null, row.Line, error.Code, row.Detail ?? error.Meaning)
            : new CheckRowAnswer(row.Key.NumberAt(row.Number), row.Token is null ? DateOnly.FromDayNumber(row.Day) : null, row.Token, CheckDesk.NameOf(row.Answer))));
        output.Write("\n"u8);
    }
}
