using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Rows;

/// <summary>Cuts a stream into lines. Holds one line at a time, however long somebody makes it. Blank lines are counted and left out.</summary>
internal static class RowReader
{
    internal static async IAsyncEnumerable<Row> Read(Stream body, int mostRows, [EnumeratorCancellation] CancellationToken cancellation, int longestRow = RowLimits.LongestRow)
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var (line, rows, skipping) = (0L, 0, false);
        for (var isLast = false; !isLast;)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            isLast = read.IsCompleted;
            while (Take(ref rest, isLast) is { } piece)
            {
                line++;
                var row = skipping || piece.Length > longestRow ? new Row(line, default, ApiErrors.RowTooLong) : new Row(line, Clean(piece, line));
                skipping = false;
                if (row is { Bytes.Length: 0, Error: null }) continue;
                if (++rows > mostRows)
                {
                    yield return new Row(line, default, ApiErrors.TooManyRows);
                    yield break;
                }

                yield return row;
            }

            // What is too long by now is thrown away as it comes.
            if (rest.Length > longestRow) (skipping, rest) = (true, rest.Slice(rest.End));
            reader.AdvanceTo(rest.Start, rest.End);
        }

        // All of it was thrown away before the body ended: it was a row all the same.
        if (skipping) yield return new Row(line + 1, default, rows < mostRows ? ApiErrors.RowTooLong : ApiErrors.TooManyRows);
    }

    private static ReadOnlySequence<byte>? Take(ref ReadOnlySequence<byte> rest, bool isLast)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            var piece = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return piece;
        }

        if (!isLast || rest.IsEmpty) return null;
        var remainder = rest;
        rest = rest.Slice(rest.End);
        return remainder;
    }

    private static ReadOnlyMemory<byte> Clean(ReadOnlySequence<byte> piece, long line)
    {
        ReadOnlyMemory<byte> bytes = piece.ToArray();
        if (line == 1 && bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var trimmed = bytes.Span.Trim(" \t\r"u8);
        return trimmed.IsEmpty ? default : bytes.Slice(bytes.Span.IndexOf(trimmed), trimmed.Length);
    }
}
