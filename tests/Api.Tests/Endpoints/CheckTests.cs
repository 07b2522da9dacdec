using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.DevClock;

namespace RecycledNumbers.Api.Tests.Endpoints;

[Collection(Alone.Name)]
public sealed class CheckTests(Registry registry)
{
    // Once a test: midnight may pass meanwhile.
    private string Today { get; } = DateOnly.FromDateTime(registry.App.Services.GetRequiredService<IClockControl>().Now.ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd");

    [Fact]
    public async Task The_same_owner_is_no()
    {
        var number = await registry.Assigned();

        (await registry.Ride.Ask("/v1/checks", $$"""{"number":"{{number}}","date":"{{Today}}"}""").Snapshot(200)).ShouldBe("""{"answer":"no"}""");
    }

    [Fact]
    public async Task A_number_without_an_owner_is_yes()
    {
        var (number, _, _) = await registry.Unbinding();

        (await registry.Ride.Ask("/v1/checks", $$"""{"number":"{{number}}","date":"{{Today}}"}""").Snapshot(200)).ShouldBe("""{"answer":"yes"}""");
    }

    [Fact]
    public async Task A_number_that_is_not_known_has_no_data() =>
        (await registry.Ride.Ask("/v1/checks", $$"""{"number":"{{registry.NextNumber()}}","date":"2020-02-29"}""").Snapshot(200)).ShouldBe("""{"answer":"no_data"}""");

    [Fact]
    public async Task A_number_whose_record_cannot_be_read_has_no_answer_and_its_neighbours_in_the_block_have_theirs()
    {
        string[] numbers = ["+8613900990001", "+8613900990002"];
        foreach (var number in numbers)
        {
            await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"customer-1"}""").ShouldBe(200);
        }

        await registry.Execute($"update numbers set state = '{{', version = version + 1 where number = '{numbers[0]}'");

        await registry.Ride.Ask("/v1/checks", $$"""{"number":"{{numbers[0]}}","date":"{{Today}}"}""").ShouldBeProblem(503, "number_stuck");
        (await registry.Ride.Ask("/v1/checks", $$"""{"number":"{{numbers[1]}}","date":"{{Today}}"}""").Snapshot(200)).ShouldBe("""{"answer":"no"}""");
        var batch = await registry.Ride.Ask("/v1/checks/batch", $"number,date\n{numbers[0]},{Today}\n{numbers[1]},{Today}\n", "text/csv").ShouldBe(200);
        (await batch.Lines()).ShouldBe(["number,date,answer,code", $"{numbers[0]},{Today},,number_stuck", $"{numbers[1]},{Today},no,"]);
    }

    [Fact]
    public async Task A_token_is_good_for_its_own_platform_and_tenure_only()
    {
        var number = await registry.Assigned();
        var token = (await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""").Body(201))["tenureToken"]!.GetValue<string>();

        (await AnswerTo(registry.Ride, number, token)).ShouldBe("no");
        (await AnswerTo(registry.Bank, number, token)).ShouldBe("no_data");
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"next"}""").ShouldBe(200);
        (await AnswerTo(registry.Ride, number, token)).ShouldBe("yes");
    }

    [Theory]
    [InlineData("""{"number":"+8613900000001"}""", "invalid_field")]
    [InlineData("""{"number":"+8613900000001","date":"2020-01-01","tenureToken":"tt_x"}""", "invalid_field")]
    [InlineData("""{"number":"+8613900000001","date":"2999-01-01"}""", "invalid_date")]
    [InlineData("""{"number":"+8613900000001","date":"2023-02-29"}""", "invalid_date")]
    [InlineData("""{"number":"+8613900000001","date":"20230201"}""", "invalid_date")]
    [InlineData("""{"number":"+8613900000001","date":"0000-00-00"}""", "invalid_date")]
    [InlineData("""{"number":"13900000001","date":"2020-01-01"}""", "invalid_number")]
    [InlineData("""{"number":null,"date":"2020-01-01"}""", "invalid_body")]
    [InlineData("""{"number":"+8613900000001","date":"2020-01-01","day":1}""", "unknown_field")]
    [InlineData("""{"number":"+8613900000001","number":"+8613900000001","date":"2020-01-01"}""", "invalid_body")]
    [InlineData("[]", "invalid_body")]
    [InlineData("", "invalid_body")]
    [InlineData("null", "invalid_body")]
    public async Task A_check_that_can_not_be_is_refused(string body, string code) => await registry.Ride.Ask("/v1/checks", body).ShouldBeProblem(400, code);

    [Fact]
    public async Task A_check_wakes_no_number_and_writes_nothing()
    {
        var before = await registry.Ledger.Load("+8613900000777");
        await registry.Ride.Ask("/v1/checks", """{"number":"+8613900000777","date":"2020-01-01"}""").ShouldBe(200);

        (await registry.Ledger.Load("+8613900000777")).ShouldBe(before);
        (await registry.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .ShouldNotContain(grain => grain.GrainId.ToString().Contains("8613900000777", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_carrier_may_not_check() => await registry.North.Ask("/v1/checks", """{"number":"+8613900000001","date":"2020-01-01"}""").ShouldBeProblem(403, "forbidden");

    [Fact]
    public async Task Rows_of_JSON_come_back_with_their_answer()
    {
        var number = await registry.Assigned();
        string[] rows =
        [
            $$"""{"number":"{{number}}","date":"{{Today}}"}""",
            """{"number":"+8613900000001","date":"2999-01-01"}""",
            """{"number":"nonsense","date":"2020-01-01"}""",
            """{"number":"+8613900000001","tenureToken":"tt_mine"}""",
        ];

        var lines = (await (await registry.Ride.Ask("/v1/checks/batch", string.Join('\n', rows), "application/x-ndjson").ShouldBe(200)).Lines()).Select(line => JsonNode.Parse(line)!).ToList();

        lines[0].ToJsonString().ShouldBe(JsonNode.Parse($$"""{"number":"{{number}}","date":"{{Today}}","answer":"no"}""")!.ToJsonString());
        (lines[1]["line"]!.GetValue<int>(), lines[1]["code"]!.GetValue<string>()).ShouldBe((2, "invalid_date"));
        (lines[2]["line"]!.GetValue<int>(), lines[2]["code"]!.GetValue<string>()).ShouldBe((3, "invalid_number"));
        lines[3].ToJsonString().ShouldEndWith(""","tenureToken":"tt_mine","answer":"no_data"}""");
    }

    [Fact]
    public async Task Rows_of_CSV_come_back_with_their_answer()
    {
        var number = await registry.Assigned();
        var file = $"\uFEFFnumber,date\r\n{number},{Today}\r\n\"{number}\",\"{Today}\"\r\n1,2020-01-01\r\n{number},2023-02-29\r\n{number}\r\n\r\n{number},2999-01-01\r\n";

        var lines = await (await registry.Ride.Ask("/v1/checks/batch", file, "text/csv").ShouldBe(200)).Lines();

        lines.ShouldBe(["number,date,answer,code", $"{number},{Today},no,", $"{number},{Today},no,", "1,2020-01-01,,invalid_number", $"{number},2023-02-29,,invalid_date", ",,,invalid_body", $"{number},2999-01-01,,invalid_date"]);
    }

    [Theory]
    [InlineData("+8613900000001,2020-01-01")]
    [InlineData("number,day")]
    [InlineData("number,date,tenureToken")]
    public async Task A_CSV_without_its_header_is_refused(string file) => await registry.Ride.Ask("/v1/checks/batch", file, "text/csv").ShouldBeProblem(400, "invalid_body");

    [Fact]
    public async Task An_empty_file_has_an_empty_answer() => (await (await registry.Ride.Ask("/v1/checks/batch", "", "text/csv").ShouldBe(200)).Lines()).ShouldBeEmpty();

    [Fact]
    public async Task Memory_stays_flat_however_long_the_file_is()
    {
        // 200,000 rows of 3 KB each would be 600 MB: the limit of the body is tested below, so many short rows it is, and few long ones.
        var row = """{"number":"+8613900000001","tenureToken":"tt_nobodys"}""" + "\n";
        using var content = new StringContent(string.Concat(Enumerable.Repeat(row, 100_000)), Encoding.UTF8, "application/x-ndjson");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var answer = await registry.Ride.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/checks/batch") { Content = content }, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var count = 0;
        var most = 0L;
        while (await lines.ReadLineAsync() is not null)
            if (++count % 20_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);

        count.ShouldBe(100_000);
        most.ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_file_above_1_GiB_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/checks/batch") { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Content.Headers.ContentLength = (1024L * 1024 * 1024) + 1;
        request.Headers.ExpectContinue = true;
        await registry.Ride.SendAsync(request).ShouldBeProblem(413, "body_too_large");
    }

    private static async Task<string> AnswerTo(HttpClient platform, string number, string token) =>
        (await platform.Ask("/v1/checks", $$"""{"number":"{{number}}","tenureToken":"{{token}}"}""").Body(200))["answer"]!.GetValue<string>();
}
