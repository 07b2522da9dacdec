namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class AdminTests(Registry registry)
{
    [Fact]
    public async Task A_new_carrier_gets_credentials_that_work()
    {
        var made = await registry.Operator.Command("POST", "/v1/admin/carriers", """{"id":"works-mobile","name":"Works"}""").Body(201);

        made.AsObject().Select(field => field.Key).ShouldBe(["id", "clientId", "clientSecret"]);
        made["id"]!.GetValue<string>().ShouldBe("works-mobile");
        var carrier = await registry.App.LoggedIn(made["clientId"]!.GetValue<string>(), made["clientSecret"]!.GetValue<string>());
        (await carrier.GetAsync("/v1/blocks").Snapshot(200)).ShouldBe("""{"items":[],"next":null}""");
    }

    [Fact]
    public async Task A_policy_is_set_as_a_whole()
    {
        await registry.Operator.Command("POST", "/v1/admin/carriers", """{"id":"policy-mobile","name":"Policy"}""").ShouldBe(201);

        (await registry.Operator.Command("PUT", "/v1/admin/carriers/policy-mobile/policy", """{"freezeDays":120,"atHoldLimit":"hold","reminderDays":[75,30,30],"systems":["billing"],"timeZone":"Europe/Paris"}""").Snapshot(200)).ShouldBe(
            """{"id":"policy-mobile","name":"Policy","policy":{"freezeDays":120,"graceDays":3,"holdLimitDays":30,"atHoldLimit":"hold","reminderDays":[30,75],"systems":["billing"],"timeZone":"Europe/Paris","remindAtDeactivation":true,"remindAtReassignment":true,"contactRetentionDays":30}}""");
        await registry.Operator.Command("PUT", "/v1/admin/carriers/nobody/policy", "{}").ShouldBeProblem(404, "not_found");
        await registry.Operator.Command("PUT", "/v1/admin/carriers/NOBODY/policy", "{}").ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task A_block_is_given_once()
    {
        const string Block = """{"carrier":"north","first":"+8615900000000","last":"+8615900009999"}""";

        (await registry.Operator.Command("POST", "/v1/admin/blocks", Block).Snapshot(201)).ShouldBe(Block);
        await registry.Operator.Command("POST", "/v1/admin/blocks", """{"carrier":"south","first":"+8615900009999","last":"+8615900010000"}""").ShouldBeProblem(409, "block_taken");
        await registry.Operator.Command("POST", "/v1/admin/blocks", """{"carrier":"nobody","first":"+8615900020000","last":"+8615900020000"}""").ShouldBeProblem(409, "unknown_carrier");
    }

    [Theory]
    [InlineData("/v1/admin/carriers", """{"id":"UPPER","name":"x"}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"","name":"x"}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x\n","name":"x"}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":""}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"a\u0007"}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"a\u0000"}""", "invalid_body")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"a\ud800"}""", "invalid_body")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"freezeDays":731}}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"freezeDays":"9"}}""", "invalid_body")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"freezeDays":99999999999}}""", "invalid_body")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"graceDays":31}}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"holdLimitDays":0}}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"reminderDays":[0]}}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"timeZone":"Mars/Olympus"}}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"timeZone":"../../etc/passwd"}}""", "invalid_field")]
    [InlineData("/v1/admin/carriers", """{"id":"x","name":"x","policy":{"days":1}}""", "unknown_field")]
    [InlineData("/v1/admin/platforms", """{"id":"x","name":"x"}""", "invalid_body")]
    [InlineData("/v1/admin/platforms", """{"id":"x","name":"x","category":"Ride Hailing"}""", "invalid_field")]
    [InlineData("/v1/admin/platforms", """{"id":"x","name":"x","category":"carrier-system"}""", "invalid_field")]
    [InlineData("/v1/admin/platforms", """{"id":"x","name":"x","category":"bank","deadlineWorkingDays":31}""", "invalid_field")]
    [InlineData("/v1/admin/platforms", """{"id":"x","name":"x","category":"bank","silentPeriodDays":29}""", "invalid_field")]
    [InlineData("/v1/admin/blocks", """{"carrier":"south","first":"+8615800000001","last":"+8615800000000"}""", "invalid_field")]
    [InlineData("/v1/admin/blocks", """{"carrier":"south","first":"+8615800000000","last":"+8615810000000"}""", "invalid_field")]
    [InlineData("/v1/admin/blocks", """{"carrier":"south","first":"+33612345678","last":"+8615800000000"}""", "invalid_field")]
    [InlineData("/v1/admin/blocks", """{"carrier":"south","first":"+1","last":"+8615800000000"}""", "invalid_number")]
    public async Task What_an_operator_can_not_mean_is_refused(string path, string body, string code) => await registry.Operator.Command("POST", path, body).ShouldBeProblem(400, code);

    [Fact]
    public async Task A_flaw_is_named_with_its_path_and_what_to_give()
    {
        var answer = await registry.Operator.Command("POST", "/v1/admin/carriers", """{"id":"x","name":"x","policy":{"graceDays":31}}""").Body(400);

        answer["detail"]!.GetValue<string>().ShouldBe("policy.graceDays: give 0 to 30.");
    }

    [Fact]
    public async Task An_auditor_sees_and_does_not_do()
    {
        await registry.Auditor.GetAsync("/v1/admin/deadletters").ShouldBe(200);
        await registry.Auditor.Command("POST", "/v1/admin/carriers", """{"id":"x","name":"x"}""").ShouldBeProblem(403, "forbidden");
        await registry.North.GetAsync("/v1/admin/deadletters").ShouldBeProblem(403, "forbidden");
        await registry.Anonymous.GetAsync("/v1/admin/deadletters").ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Dead_letters_show_numbers_to_those_who_may_see_them()
    {
        var number = registry.NextNumber();
        var id = await registry.DeadLetter("number:" + number, number);

        (await Letter(registry.Operator, id)).ShouldContain(number[1..]);
        var masked = await Letter(registry.Auditor, id);
        masked.ShouldNotContain(number[1..]);
        masked.ShouldContain("****");
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_whomever_it_was_meant_for()
    {
        var platform = await registry.NewPlatform();
        var toParty = await registry.DeadLetter(platform.Party);
        var toNumber = await registry.DeadLetter("number:" + registry.NextNumber(), registry.NextNumber());

        foreach (var id in new[] { toParty, toNumber })
            (await registry.Operator.Command("POST", $"/v1/admin/deadletters/{id}/replay").Body(202))["id"]!.GetValue<string>().ShouldBe(id);
        await registry.Operator.Command("POST", "/v1/admin/deadletters/msg_nobody/replay").ShouldBeProblem(404, "not_found");
    }

    private static async Task<string> Letter(HttpClient reader, string id)
    {
        for (string? after = null; ;)
        {
            var page = await reader.Get($"/v1/admin/deadletters?limit=1000{(after is null ? "" : "&after=" + after)}");
            var found = page["items"]!.AsArray().FirstOrDefault(item => item!["id"]!.GetValue<string>() == id);
            if (found is not null) return found.ToJsonString();
            after = page["next"]!.GetValue<string>();
        }
    }
}
