using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.DevClock;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Files as they come from carriers' customers: every row has its own answer, and the rest goes on.</summary>
[Collection(Alone.Name)]
public sealed class CheckBatchTests(Registry registry)
{
    // Once a test: midnight may pass meanwhile.
    private string Today { get; } = DateOnly.FromDateTime(registry.App.Services.GetRequiredService<IClockControl>().Now.ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd");

    [Fact]
    public async Task Rows_of_many_blocks_come_back_in_their_order()
    {
        var (mine, frozen) = (await registry.Assigned(), (await registry.Unbinding()).Number);
        var rows = Enumerable.Range(0, 30_000).Select(i => (i % 3) switch { 0 => (mine, "no"), 1 => (frozen, "yes"), _ => ($"+86151{i % 97:D4}{i % 10_000:D4}", "no_data") }).ToList();

        var lines = await Answer("number,date\n" + string.Concat(rows.Select(r => $"{r.Item1},{Today}\n")));

        lines.Skip(1).ShouldBe(rows.Select(r => $"{r.Item1},{Today},{r.Item2},"));
    }

    [Fact]
    public async Task The_query_file_of_the_reassigned_numbers_database_comes_back_with_the_answer()
    {
        (await Answer("TN,Date\r\n2025550100,2020-01-31\r\n202555010,2020-01-31\r\n2025550100,01/31/2020\r\n")).ShouldBe(
            ["TN,Date,answer", "2025550100,2020-01-31,no data", "202555010,2020-01-31,invalid_number", "2025550100,01/31/2020,invalid_date"]);
        (await Answer("2025550100,2020-01-31\n")).ShouldBe(["2025550100,2020-01-31,no data"]);
    }

    [Theory]
    [InlineData("=1+1,2020-01-01", "'=1+1,2020-01-01,,invalid_number")]
    [InlineData("@SUM(A1),2020-01-01", "'@SUM(A1),2020-01-01,,invalid_number")]
    [InlineData("-1,=2", "-1,'=2,,invalid_number")]
    [InlineData("\"a\"\"b\",2020-01-01", "\"a\"\"b\",2020-01-01,,invalid_number")]
    [InlineData("\"a,b\",2020-01-01", "\"a,b\",2020-01-01,,invalid_number")]
    [InlineData("\"+8613900000001,2020-01-01", ",,,invalid_body")]
    [InlineData("+8613900000001", ",,,invalid_body")]
    [InlineData("+8613900000001,2020-01-01,more", ",,,invalid_body")]
    [InlineData("+8613900000001,", "+8613900000001,,,invalid_date")]
    [InlineData("+8613900000001,0000-01-01", "+8613900000001,0000-01-01,,invalid_date")]
    [InlineData("+8613900000001,2999-01-01", "+8613900000001,2999-01-01,,invalid_date")]
    [InlineData("+86139,2020-01-01", "+86139,2020-01-01,,invalid_number")]
    [InlineData("+86139000000012345,2020-01-01", "+86139000000012345,2020-01-01,,invalid_number")]
    [InlineData("+0013900000001,2020-01-01", "+0013900000001,2020-01-01,,invalid_number")]
    [InlineData(" +8613900000777 , 2020-01-01 ", "+8613900000777,2020-01-01,no_data,")]
    public async Task A_row_is_answered_in_its_place(string row, string answer) =>
        (await Answer($"number,date\n{row}\n+8613900000777,2020-01-01\n")).ShouldBe(["number,date,answer,code", answer, "+8613900000777,2020-01-01,no_data,"]);

    [Fact]
    public async Task A_formula_in_a_token_is_text_when_it_comes_back() =>
        (await Answer("number,tenureToken\n+8613900000777,=cmd()\n")).ShouldBe(["number,tenureToken,answer,code", "+8613900000777,'=cmd(),no_data,"]);

    [Fact]
    public async Task The_same_row_twice_is_answered_twice()
    {
        var number = await registry.Assigned();

        (await Answer($"number,date\n{number},{Today}\n{number},{Today}\n{number},2000-01-01\n")).ShouldBe(
            ["number,date,answer,code", $"{number},{Today},no,", $"{number},{Today},no,", $"{number},2000-01-01,no_data,"]);
    }

    [Fact]
    public async Task A_check_sees_the_command_that_was_just_answered_here()
    {
        for (var i = 0; i < 20; i++)
        {
            var number = await registry.Assigned();
            (await Answer($"number,date\n{number},{Today}\n")).Last().ShouldBe($"{number},{Today},no,");
            await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);
            (await Answer($"number,date\n{number},{Today}\n")).Last().ShouldBe($"{number},{Today},yes,");
        }
    }

    [Fact]
    public async Task Compressed_files_are_taken() =>
        (await Lines(Zip("number,date\n+8613900000777,2020-01-01\n"))).ShouldBe(["number,date,answer,code", "+8613900000777,2020-01-01,no_data,"]);

    [Fact]
    public async Task Half_a_gzip_stream_is_answered_as_far_as_it_goes()
    {
        var whole = Zip("number,date\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"+86139{i * 7919 % 100_000_000:D8},2020-01-01\n")));

        var lines = await Lines(whole[..(whole.Length / 2)]);

        lines.Count.ShouldBeInRange(10_000, 90_000);
        lines[^1].ShouldBe(",,,invalid_compression");
        lines.Take(lines.Count - 1).Skip(1).ShouldAllBe(line => line.EndsWith(",2020-01-01,no_data,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_gzip_is_refused() => await Send(Encoding.UTF8.GetBytes("number,date\n"), "gzip").ShouldBeProblem(400, "invalid_compression");

    [Fact]
    public async Task Another_compression_is_refused() => await Send([1, 2, 3], "br").ShouldBeProblem(415, "unsupported_media_type");

    [Fact]
    public async Task A_line_that_never_ends_costs_one_row()
    {
        var bomb = Zip(writer =>
        {
            writer.Write("number,date\n"u8);
            var piece = Encoding.UTF8.GetBytes(new string('a', 1024 * 1024));
            for (var i = 0; i < 200; i++) writer.Write(piece);
            writer.Write("\n+8613900000777,2020-01-01\n"u8);
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        (await Lines(bomb)).ShouldBe(["number,date,answer,code", ",,,row_too_long", "+8613900000777,2020-01-01,no_data,"]);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_gzip_bomb_ends_at_its_bound()
    {
        var bomb = Zip(writer =>
        {
            writer.Write("number,date\n"u8);
            var piece = new byte[1024 * 1024];
            for (var i = 0; i < 1025; i++) writer.Write(piece);
        });

        (await Lines(bomb)).Last().ShouldBe(",,,body_too_large");
    }

    private async Task<List<string>> Answer(string file) => [.. await (await registry.Ride.Ask("/v1/checks/batch", file, "text/csv").ShouldBe(200)).Lines()];

    private async Task<List<string>> Lines(byte[] zipped) => [.. await (await Send(zipped, "gzip").ShouldBe(200)).Lines()];

    private Task<HttpResponseMessage> Send(byte[] body, string encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("text/csv");
        content.Headers.ContentEncoding.Add(encoding);
        return registry.Ride.PostAsync("/v1/checks/batch", content);
    }

    private static byte[] Zip(string text) => Zip(writer => writer.Write(Encoding.UTF8.GetBytes(text)));

    private static byte[] Zip(Action<Stream> write)
    {
        using var zipped = new MemoryStream();
        using (var writer = new GZipStream(zipped, CompressionLevel.Fastest)) write(writer);
        return zipped.ToArray();
    }
}
