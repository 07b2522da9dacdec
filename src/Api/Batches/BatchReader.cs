using System.Buffers;
using System.Text.Json;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api.Batches;

/// <summary>From lines to rows. A row of CSV becomes the JSON that it stands for, so that one set of rules looks at both; a line that can't be read is a row with an error, and the next one is read.</summary>
internal sealed class BatchReader(BatchShape shape, bool isCsv, RowJson json, RowSeals seals, DateTimeOffset now)
{
    private const int LongestEcho = 40;

    private readonly List<string> fields = [];
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Column of each field, once the header has been read.</summary>
    private string[]? header;

    /// <summary>The row of a line, or null for the header.</summary>
    /// <exception cref="ApiException">The header is not one; nothing behind it could be understood.</exception>
    internal BatchRow? Read(Row line)
    {
        if (line.Error is { } error) return error == ApiErrors.TooManyRows || (isCsv && header is null) ? throw new ApiException(error) : Refuse(line.Line, null, error);
        if (!isCsv) return Understand(line.Line, null, line.Bytes);
        if (header is null)
        {
            header = Header(line);
            return null;
        }

        if (!CsvLine.TrySplit(line.Bytes.Span, fields) || fields.Count > header.Length) return Refuse(line.Line, null, ApiErrors.InvalidBody);
        if (shape.Content == BatchContent.Rnd) return Rnd(line.Line);
        if (fields.Count < header.Length) return Refuse(line.Line, Field("number"), ApiErrors.InvalidBody);
        return Understand(line.Line, Field("number"), AsJson());
    }

    /// <summary>What stood in the number's place is given back as far as it can be shown.</summary>
    private static BatchRow Refuse(long line, string? number, ApiError error) =>
        new() { Line = line, Number = number is null ? null : new string([.. number.Take(LongestEcho).Where(static c => !char.IsControl(c) && !char.IsSurrogate(c))]), Code = error.Code };

    private BatchRow Understand(long line, string? number, ReadOnlyMemory<byte> bytes)
    {
        var (body, flaw) = shape.Read(json, bytes);
        return body is null ? Refuse(line, number, flaw!.Error) : body.AsRow(line, seals);
    }

    private BatchRow Rnd(long line)
    {
        if (Field("companyId") is not { } company || Field("tn") is not { } number || Field("date") is not { } date) return Refuse(line, Field("tn"), ApiErrors.InvalidBody);
        var (row, error) = RndReport.Read(line, company, number, date, Field("batchId"), now);
        return row ?? Refuse(line, number, error!);
    }

    private string? Field(string column)
    {
        var place = Array.IndexOf(header!, column);
        return place >= 0 && place < fields.Count ? fields[place] : null;
    }

    private string[] Header(Row line)
    {
        var names = CsvLine.TrySplit(line.Bytes.Span, fields) ? fields.Select(NameOf).ToArray() : [];
        if (names.Length == 0) throw new ApiException(ApiErrors.InvalidBody, $"The first line of the CSV is its header: {string.Join(',', shape.Columns)}.");
        if (names.FirstOrDefault(name => !shape.Columns.Contains(name)) is { } unknown)
            throw new ApiException(ApiErrors.UnknownField, $"The column {StorableEcho(unknown)} is not known here; a header is made of {string.Join(',', shape.Columns)}.");
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length) throw new ApiException(ApiErrors.InvalidBody, "The header names a column twice.");
        return shape.Columns.Take(shape.Required).FirstOrDefault(column => !names.Contains(column)) is { } missing
            ? throw new ApiException(ApiErrors.InvalidBody, $"The header lacks the column {missing}.")
            : names;
    }

    private string NameOf(string field) => shape.Content == BatchContent.Rnd ? RndReport.ColumnOf(field) ?? field : field;

    private static string StorableEcho(string name) => new([.. name.Take(LongestEcho).Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>The row as the JSON that it stands for; an empty field is one that is not there.</summary>
    private ReadOnlyMemory<byte> AsJson()
    {
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        var isWithin = false;
        for (var place = 0; place < header!.Length; place++)
        {
            if (fields[place].Length == 0 || header[place].Contains('.', StringComparison.Ordinal)) continue;
            Write(writer, header[place], fields[place]);
        }

        for (var place = 0; place < header.Length; place++)
        {
            if (fields[place].Length == 0 || header[place].Split('.') is not [var outer, var inner]) continue;
            if (!isWithin) writer.WriteStartObject(outer);
            isWithin = true;
            Write(writer, inner, fields[place]);
        }

        if (isWithin) writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, string name, string field)
    {
        if (name is "nuisance" or "consent" && field is "true" or "false") writer.WriteBoolean(name, field == "true");
        else writer.WriteString(name, field);
    }
}
