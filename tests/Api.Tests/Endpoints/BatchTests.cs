using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RecycledNumbers.Domain.Policies;
using static RecycledNumbers.Api.Tests.Endpoints.BatchCalls;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class BatchTests(Registry registry)
{
    [Fact]
    public async Task A_file_of_deactivations_is_worked_through_and_every_row_has_its_own_answer()
    {
        var (first, second) = (await registry.Assigned(), await registry.Assigned());
        var file = $"\uFEFFnumber,reason\r\n{first},voluntary\r\n\r\n\"{second}\",\"arrears\"\r\n{second},fraud\r\n+86139,voluntary\r\n{first},no-such-reason\r\n{first},voluntary,more\r\n{first},\"vol\r\n";

        var batch = await Done(registry.North, await Sent(registry.North, "deactivations", file));

        batch["rows"]!.GetValue<int>().ShouldBe(7);
        batch["accepted"]!.GetValue<int>().ShouldBe(2);
        (await Results(registry.North, batch)).Select(row => $"{row["line"]} {row["result"]} {row["code"]}".Trim()).ShouldBe(
        [
            "2 accepted", "4 accepted", "5 refused frozen", "6 refused invalid_number", "7 refused invalid_body", "8 refused invalid_body", "9 refused invalid_body",
        ]);
        (await registry.North.Get($"/v1/numbers/{first}"))["phase"]!.GetValue<string>().ShouldBe("frozen");
    }

    [Fact]
    public async Task A_contact_that_rings_at_the_number_itself_is_refused_as_in_a_single_assignment()
    {
        var number = registry.NextNumber();

        (await registry.North.Answers("assignments", $"number,subscriber,contact.consent,contact.number\n{number},s,true,{number}\n{number},s,true,{registry.NextNumber()}\n")).ShouldBe(["2 refused contact_is_this_number", "3 accepted"]);
    }

    [Fact]
    public async Task A_subscriber_is_the_same_in_a_file_and_in_a_single_command()
    {
        var number = registry.NextNumber();
        async Task Frozen() => await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"other"}""").ShouldBe(200);

        (await registry.North.Answers("assignments", $"number,subscriber\n{number},zhou\n")).ShouldBe(["2 accepted"]);
        await Frozen();
        await registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"zhou"}""").ShouldBe(200);
        (await registry.North.Answers("transfers", $"number,subscriber\n{number},yue\n")).ShouldBe(["2 accepted"]);
        await Frozen();
        await registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"yue"}""").ShouldBe(200);
        await Frozen();
        (await registry.North.Answers("reinstatements", $"number,subscriber\n{number},yue\n")).ShouldBe(["2 accepted"]);
    }

    [Fact]
    public async Task Rows_of_one_number_take_effect_in_the_order_of_the_file()
    {
        var number = await registry.Assigned();
        var target = registry.NextNumber();
        var file = $"{{\"number\":\"{number}\",\"kind\":\"busy\"}}\n{{\"number\":\"{number}\",\"kind\":\"busy\",\"target\":\"{target}\"}}\n{{\"number\":\"{number}\",\"kind\":\"busy\"}}\n{{\"number\":\"{number}\",\"kind\":\"busy\"}}\n";

        var batch = await Done(registry.North, await Sent(registry.North, "forwarding", file, "application/x-ndjson"));

        (await Results(registry.North, batch)).Select(row => row["code"]?.GetValue<string>()).ShouldBe(["forwarding_not_set", null, null, "forwarding_not_set"]);
    }

    [Fact]
    public async Task A_platform_gets_the_tenure_tokens_of_its_bindings_and_no_spreadsheet_runs_an_account()
    {
        var number = await registry.Assigned();

        var batch = await Done(registry.Ride, await Sent(registry.Ride, "bindings", $"number,account,category\n{number},\"=HYPERLINK(\"\"x\"\")\",ride-hailing\n"));

        (await Results(registry.Ride, batch)).Single()["tenureToken"]!.GetValue<string>().ShouldStartWith("tt_");
        var csv = await Csv(registry.Ride, $"/v1/batches/{batch["id"]}/results");
        csv.Split('\n')[1].ShouldStartWith($"2,{number},\"'=HYPERLINK(\"\"x\"\")\",accepted,,,,tt_");
    }

    [Fact]
    public async Task The_same_file_is_recognised_and_the_same_key_with_another_is_refused()
    {
        var file = $"number,subscriber\n{registry.NextNumber()},s\n";
        var first = await Sent(registry.North, "assignments", file, key: "batch-key-1");

        var sameKey = await Post(registry.North, "assignments", file, key: "batch-key-1").ShouldBe(202);
        var otherKey = await Post(registry.North, "assignments", file, key: "batch-key-2").ShouldBe(202);
        var done = await Done(registry.North, first);
        var again = await Sent(registry.North, "assignments&again=true", file, key: "batch-key-3");

        sameKey.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        JsonNode.Parse(await otherKey.Content.ReadAsStringAsync())!["id"]!.GetValue<string>().ShouldBe(first["id"]!.GetValue<string>());
        again["id"]!.GetValue<string>().ShouldNotBe(first["id"]!.GetValue<string>());
        await Post(registry.North, "assignments", file + "\nx,y\n", key: "batch-key-1").ShouldBeProblem(422, "idempotency_key_reused");
        done["accepted"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_packed_file_is_taken_in_and_half_a_one_is_not()
    {
        var number = registry.NextNumber();
        var many = new StringBuilder("number,subscriber\n").Append(CultureInfo.InvariantCulture, $"{number},s-1\n");
        for (var n = 0; n < 5_000; n++) many.Append(CultureInfo.InvariantCulture, $"+86139,{Guid.NewGuid():N}\n");
        var packed = Pack(many.ToString());

        await Post(registry.North, "assignments", packed[..(packed.Length / 2)], "text/csv", encoding: "gzip").ShouldBeProblem(400, "invalid_compression");
        (await registry.North.GetAsync($"/v1/numbers/{number}").Body(200))["phase"]!.GetValue<string>().ShouldBe("available");
        var batch = await Done(registry.North, await Post(registry.North, "assignments", packed, "text/csv", encoding: "gzip").Body(202));

        batch["accepted"]!.GetValue<int>().ShouldBe(1);
        batch["refused"]!.GetValue<int>().ShouldBe(5_000);
        (await Lines(registry.North, $"/v1/batches/{batch["id"]}/results?only=refused")).Length.ShouldBe(5_000);
        (await Lines(registry.North, $"/v1/batches/{batch["id"]}/results")).Select(line => JsonNode.Parse(line)!["line"]!.GetValue<int>()).ShouldBe(Enumerable.Range(2, 5_001));
    }

    [Fact]
    public async Task A_report_to_the_reassigned_numbers_database_is_a_file_of_deactivations()
    {
        // The day of the number's country: elsewhere it may be tomorrow already.
        var today = FreezeProfile.Of("US").DayOf(TimeProvider.System.GetUtcNow());

        var batch = await Done(registry.North, await Sent(
            registry.North,
            "rnd",
            $"Company ID,TN,Date,Batch ID\nABC1,2025550123,{today:yyyy-MM-dd},1\nABC1,2025550123,{today.AddDays(2):yyyy-MM-dd},1\nA,2025550123,{today:MM/dd/yyyy},1\nABC1,12,{today:yyyy-MM-dd},1\nABC1,2025550123,yesterday,1\nABC1,2025550123\n"));

        (await Results(registry.North, batch)).Select(row => row["code"]?.GetValue<string>()).ShouldBe(["not_found", "date_out_of_range", "invalid_field", "invalid_number", "invalid_date", "invalid_body"]);
    }

    [Theory]
    [InlineData("", "text/csv", 400, "invalid_parameter")]
    [InlineData("deactivations", "application/json", 415, "unsupported_media_type")]
    [InlineData("rnd", "application/x-ndjson", 415, "unsupported_media_type")]
    [InlineData("bindings", "text/csv", 403, "forbidden")]
    [InlineData("deactivations", "text/csv", 400, "unknown_field")]
    [InlineData("suspensions", "text/csv", 400, "unknown_field")]
    public async Task An_upload_that_can_not_be_a_batch_is_refused_whole(string content, string type, int status, string code) =>
        await Post(registry.North, content, "number,reasons\n+8613900000001,fraud\n", type).ShouldBeProblem(status, code);

    [Fact]
    public async Task A_line_too_long_is_refused_alone()
    {
        var batch = await Done(registry.North, await Sent(registry.North, "suspensions", $"number\n{new string('9', 3_000_000)}\n{registry.NextNumber()}\n"));

        (await Results(registry.North, batch)).Select(row => row["code"]!.GetValue<string>()).ShouldBe(["row_too_long", "not_assigned"]);
    }

    [Fact]
    public async Task What_is_done_can_not_be_cancelled_and_anothers_batch_is_not_there()
    {
        var batch = await Done(registry.North, await Sent(registry.North, "suspensions", $"number\n{registry.NextNumber()}\n"));

        await registry.North.Command("DELETE", $"/v1/batches/{batch["id"]}").ShouldBeProblem(409, "batch_finished");
        await registry.South.Command("DELETE", $"/v1/batches/{batch["id"]}").ShouldBeProblem(404, "not_found");
        await registry.South.GetAsync($"/v1/batches/{batch["id"]}/results").ShouldBeProblem(404, "not_found");
        (await registry.North.Get("/v1/batches"))["items"]!.AsArray().ShouldContain(item => item!["id"]!.GetValue<string>() == batch["id"]!.GetValue<string>());
        (await registry.South.Get("/v1/batches"))["items"]!.AsArray().ShouldNotContain(item => item!["id"]!.GetValue<string>() == batch["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_left_of_a_cancelled_batch_is_not_done_and_a_cancelled_file_can_come_again()
    {
        var file = new StringBuilder("number,subscriber\n");
        for (var row = 0; row < 10_000; row++) file.Append(CultureInfo.InvariantCulture, $"{registry.NextNumber()},s-{row}\n");
        var batch = await Sent(registry.North, "assignments", file.ToString());

        var cancelled = await registry.North.Command("DELETE", $"/v1/batches/{batch["id"]}").Body(200);
        var again = await Sent(registry.North, "assignments", file.ToString());

        cancelled["state"]!.GetValue<string>().ShouldBe("cancelled");
        again["id"]!.GetValue<string>().ShouldNotBe(batch["id"]!.GetValue<string>());
        var first = await registry.North.Get($"/v1/batches/{batch["id"]}");
        var second = await Done(registry.North, again);
        (second["accepted"]!.GetValue<int>() + second["refused"]!.GetValue<int>()).ShouldBe(10_000);
        first["done"]!.GetValue<int>().ShouldBeLessThan(10_000);
    }
}
