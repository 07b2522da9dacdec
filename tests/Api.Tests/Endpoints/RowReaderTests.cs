using System.Text;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class RowReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\nb", "1:a 2:b")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("\n\n a \n", "3:a")]
    [InlineData("\uFEFFa\n\uFEFFb", "1:a 2:\uFEFFb")]
    public async Task Lines_are_cut_and_counted(string text, string rows) => (await Read(Encoding.UTF8.GetBytes(text))).ShouldBe(rows);

    [Theory]
    [InlineData(4096, "1:4096 2:x")]
    [InlineData(4097, "1:row_too_long 2:x")]
    [InlineData(9000, "1:row_too_long 2:x")]
    [InlineData(3_000_000, "1:row_too_long 2:x")]
    public async Task A_row_that_is_too_long_costs_one_row(int length, string rows) =>
        (await Read(Encoding.UTF8.GetBytes(new string('a', length) + "\nx"))).ShouldBe(rows);

    [Fact]
    public async Task A_row_that_never_ends_is_too_long() => (await Read(Encoding.UTF8.GetBytes(new string('a', 100_000)))).ShouldBe("1:row_too_long");

    [Fact]
    public async Task Too_many_rows_end_the_reading() => (await Read("a\nb\nc\nd\n"u8.ToArray(), mostRows: 2)).ShouldBe("1:a 2:b 3:too_many_rows");

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task It_does_not_matter_in_what_pieces_they_come(int piece)
    {
        var text = string.Join('\n', Enumerable.Range(1, 500).Select(i => new string('r', i)));

        var lengths = new List<int>();
        await foreach (var row in RowReader.Read(new Pieces(Encoding.UTF8.GetBytes(text), piece), 1000, CancellationToken.None)) lengths.Add(row.Bytes.Length);

        lengths.ShouldBe(Enumerable.Range(1, 500));
    }

    private static async Task<string> Read(byte[] bytes, int mostRows = 1000)
    {
        var rows = new List<string>();
        await foreach (var row in RowReader.Read(new MemoryStream(bytes), mostRows, CancellationToken.None))
            rows.Add($"{row.Line}:{row.Error?.Code ?? (row.Bytes.Length > 100 ? $"{row.Bytes.Length}" : Encoding.UTF8.GetString(row.Bytes.Span))}");
        return string.Join(' ', rows);
    }

    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
