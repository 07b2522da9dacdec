using System.Text;
using static RecycledNumbers.Api.Tests.Endpoints.BatchCalls;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Files that are broken, or meant to break something: a file that can't be understood is refused whole, a row alone, and the rest goes on.</summary>
public sealed class HostileBatchTests(Registry registry)
{
    [Fact]
    public async Task Line_ends_may_be_mixed_and_a_byte_order_mark_leads()
    {
        var (first, second) = (registry.NextNumber(), registry.NextNumber());

        (await registry.North.Answers("assignments", $"\uFEFFnumber,subscriber\r\n{first},s-1\n\r\n\n{second},s-2")).ShouldBe(["2 accepted", "5 accepted"]);
        (await registry.North.Answers("suspensions", $"\uFEFF{{\"number\":\"{first}\"}}\r\n{{\"number\":\"{second}\"}}\n", "application/x-ndjson")).ShouldBe(["1 accepted", "2 accepted"]);
    }

    [Fact]
    public async Task A_line_end_within_quotes_spoils_its_own_two_lines_and_no_other()
    {
        var number = registry.NextNumber();

        (await registry.North.Answers("assignments", $"number,subscriber\n{registry.NextNumber()},\"s\n1\"\n{number},\"s-\"\"2\"\"\"\n")).ShouldBe(["2 refused invalid_body", "3 refused invalid_body", "4 accepted"]);
    }

    [Fact]
    public async Task NUL_bytes_and_bytes_that_are_no_text_spoil_their_row()
    {
        var (first, second, third) = (registry.NextNumber(), registry.NextNumber(), registry.NextNumber());
        byte[] file = [.. Encoding.UTF8.GetBytes($"number,subscriber\n{first},s\0\n\0{second},s\n"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes($",s\n{third},s-3\n")];

        var batch = await Done(registry.North, await Post(registry.North, "assignments", file, "text/csv").Body(202));

        (await Results(registry.North, batch)).Select(row => $"{row["result"]} {row["code"]}".Trim()).ShouldBe(["refused invalid_body", "refused invalid_number", "refused invalid_body", "accepted"]);
        (await Csv(registry.North, $"/v1/batches/{batch["id"]}/results")).ShouldNotContain('\0');
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public async Task A_file_in_another_encoding_is_refused_whole(string encoding)
    {
        var text = Encoding.GetEncoding(encoding);
        byte[] file = [.. text.GetPreamble(), .. text.GetBytes($"number,subscriber\n{registry.NextNumber()},s\n")];

        await Post(registry.North, "assignments", file, "text/csv").ShouldBeProblem(400, "invalid_body");
        await Post(registry.North, "assignments", file, $"text/csv; charset={encoding}").ShouldBeProblem(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n  \n")]
    [InlineData("number,subscriber\n")]
    [InlineData("number\n+8613900000001\n")]
    [InlineData("number,number,subscriber\n")]
    [InlineData("\"number,subscriber\n")]
    public async Task A_file_without_a_row_or_a_whole_header_is_refused_whole(string file) => await Post(registry.North, "assignments", file).ShouldBeProblem(400, "invalid_body");

    [Fact]
    public async Task A_million_columns_are_no_header_and_spoil_their_row_only()
    {
        var many = new string(',', 1_000_000);
        var number = registry.NextNumber();

        await Post(registry.North, "assignments", $"number,subscriber{many}\n{number},s\n").ShouldBeProblem(400, "row_too_long");
        (await registry.North.Answers("assignments", $"number,subscriber\n{number},s{many}\n{number},s{many[..2000]}\n{number},s\n")).ShouldBe(["2 refused row_too_long", "3 refused invalid_body", "4 accepted"]);
    }

    [Fact]
    public async Task Rows_of_numbers_that_somebody_else_holds_are_refused_as_ones_that_are_not_there()
    {
        var number = await registry.Assigned();

        (await registry.South.Answers("deactivations", $"number,reason\n{number},fraud\n+8618600000000,fraud\n+99999999999999999999,fraud\n")).ShouldBe(["2 refused not_found", "3 refused not_found", "4 refused invalid_number"]);
        (await registry.North.Get($"/v1/numbers/{number}"))["phase"]!.GetValue<string>().ShouldBe("inService");
    }

    [Fact]
    public async Task Rows_that_contradict_each_other_are_answered_in_turn()
    {
        var number = await registry.Assigned();

        (await registry.North.Answers("deactivations", $"number,reason,effectiveAt\n{number},fraud,9999-12-31T23:59:59Z\n{number},fraud,99999-01-01\n{number},fraud,\n{number},fraud,\n{number},arrears,\n"))
            .ShouldBe(["2 refused date_out_of_range", "3 refused invalid_date", "4 accepted", "5 refused frozen", "6 refused frozen"]);
    }

    [Fact]
    public async Task A_stream_with_something_else_behind_it_is_not_whole()
    {
        byte[] packed = [.. Pack($"number,subscriber\n{registry.NextNumber()},s\n"), 1, 2, 3];

        await Post(registry.North, "assignments", packed, "text/csv", encoding: "gzip").ShouldBeProblem(400, "invalid_compression");
        await Post(registry.North, "assignments", Encoding.UTF8.GetBytes("number,subscriber\n"), "text/csv", encoding: "gzip").ShouldBeProblem(400, "invalid_compression");
    }

    [Fact]
    public async Task Every_cut_of_a_packed_file_is_found()
    {
        var packed = Pack($"number,subscriber\n{string.Concat(Enumerable.Range(0, 50).Select(row => $"{row * 7919 % 1000},s\n"))}");
        for (var length = 1; length < packed.Length; length += 7) await Post(registry.North, "assignments", packed[..length], "text/csv", encoding: "gzip").ShouldBeProblem(400, "invalid_compression");
    }

    [Fact]
    public async Task Files_packed_one_behind_the_other_are_one_file()
    {
        byte[] packed = [.. Pack("number,subscriber\n"), .. Pack($"{registry.NextNumber()},s\n")];

        (await Done(registry.North, await Post(registry.North, "assignments", packed, "text/csv", encoding: "gzip").Body(202)))["accepted"]!.GetValue<int>().ShouldBe(1);
    }
}
