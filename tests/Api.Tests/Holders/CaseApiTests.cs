using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary>Disputes, complaints and interceptions by API: the holder, the platform, the carrier and the operator, and what is tried against them.</summary>
[Collection(Alone.Name)]
public sealed class CaseApiTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public async Task A_dispute_reaches_the_platform_with_the_month_and_is_answered_by_an_ordinary_outcome()
    {
        var number = await Registry.RefusedToHer();
        using var holder = await channels.Holder(number);
        var made = await holder.Command("POST", "/v1/me/disputes", """{"category":"social","reason":"notMine"}""").Body(200);

        made["items"]!.AsArray().Single()!["state"]!.GetValue<string>().ShouldBe("disputed");
        var told = await Told(Registry.Chat, "unbinding.disputed", number);
        told["reason"]!.GetValue<string>().ShouldBe("notMine");
        told["holderChanged"]!.GetValue<string>().ShouldMatch(@"\A\d{4}-\d{2}\z");
        await Registry.Chat.Command("POST", $"/v1/unbindings/{told["unbindingId"]}/outcome", """{"outcome":"unbound"}""").ShouldBe(200);
        var mine = (await holder.Get("/v1/me/disputes"))["items"]!.AsArray().Single()!;
        (mine["state"]!.GetValue<string>(), mine["removed"]!.GetValue<bool>()).ShouldBe(("decided", true));
        (await holder.Get("/v1/me/number"))["earlier"]!.AsArray().Single(e => e!["category"]!.GetValue<string>() == "social")!["cleared"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_that_is_upheld_is_listed_for_operators_until_one_decides()
    {
        var number = await Registry.RefusedToHer();
        using var holder = await channels.Holder(number);
        await holder.Command("POST", "/v1/me/disputes", """{"category":"social","reason":"contacted"}""").ShouldBe(200);
        await Registry.Refuse(number, Registry.Chat);

        var listed = await Escalated(number);
        (listed["platform"]!.GetValue<string>(), listed["cause"]!.GetValue<string>(), listed["answer"]!.GetValue<string>(), listed["reason"]!.GetValue<string>()).ShouldBe(("chat", "upheld", "open debts of Zhou", "contacted"));
        (await holder.Get("/v1/me/disputes")).ToJsonString().ShouldNotContain("Zhou");
        await Registry.Operator.Command("POST", $"/v1/admin/disputes/{listed["id"]}/decide", """{"decision":"askAgain","reason":"the account is not hers"}""").ShouldBe(200);
        (await holder.Get("/v1/me/disputes"))["items"]!.AsArray().Single()!["state"]!.GetValue<string>().ShouldBe("disputed");
        await Registry.Refuse(number, Registry.Chat);
        await Registry.Operator.Command("POST", $"/v1/admin/disputes/{listed["id"]}/decide", """{"decision":"refusalStands","reason":"court order"}""").ShouldBe(200);
        (await Registry.Operator.Get("/v1/admin/disputes?limit=1000"))["items"]!.AsArray().ShouldNotContain(d => d!["number"]!.GetValue<string>() == number);
        await (await Registry.Operator.Command("POST", $"/v1/admin/disputes/{listed["id"]}/decide", """{"decision":"refusalStands","reason":"again"}""")).ShouldBeProblem(409, "not_escalated");
        (await Registry.Operator.Get("/v1/admin/disputes?open=false&limit=1000"))["items"]!.AsArray().ShouldContain(d => d!["number"]!.GetValue<string>() == number);
    }

    [Fact]
    public async Task What_is_not_refused_or_was_disputed_can_not_be_disputed()
    {
        var number = await Registry.RefusedToHer();
        using var holder = await channels.Holder(number);
        await (await holder.Command("POST", "/v1/me/disputes", """{"category":"bank","reason":"notMine"}""")).ShouldBeProblem(409, "nothing_refused");
        await holder.Command("POST", "/v1/me/disputes", """{"category":"social","reason":"notMine"}""").ShouldBe(200);
        await (await holder.Command("POST", "/v1/me/disputes", """{"category":"social","reason":"notMine"}""")).ShouldBeProblem(409, "nothing_refused");
        await (await holder.Command("POST", "/v1/me/disputes", """{"category":"social","reason":"because"}""")).ShouldBeProblem(400, "invalid_body");
    }

    [Fact]
    public async Task A_complaint_about_a_sender_is_the_carriers_with_its_words_and_the_count_over_all_holders()
    {
        var sender = "+8613900" + Guid.NewGuid().GetHashCode().ToString("D10", System.Globalization.CultureInfo.InvariantCulture)[^6..];
        var (one, two) = (await Registry.Transferred(), await Registry.Transferred());
        using (var first = await channels.Holder(one))
        {
            await first.Command("POST", "/v1/me/complaints", $$"""{"kind":"dunning","sender":"{{sender}}","text":"asks for 周's debts"}""").ShouldBe(201);
        }

        using var holder = await channels.Holder(two);
        var typed = $"00{sender[1..5]} {sender[5..8]}-{sender[8..]}";
        var made = await holder.Command("POST", "/v1/me/complaints", $$"""{"kind":"calls","sender":"{{typed}}"}""").Body(201);

        made["with"]!.GetValue<string>().ShouldBe("carrier");
        var listed = await Registry.North.Get($"/v1/cases/{made["id"]}");
        listed["sameSender"]!.ToJsonString().ShouldBe("""{"complaints":2,"numbers":2}""");
        listed["sender"]!.GetValue<string>().ShouldBe(typed);
        (await CaseOf(one))["text"]!.GetValue<string>().ShouldBe("asks for 周's debts");
        (await Told(Registry.North, "complaint.opened", two))["caseId"]!.GetValue<string>().ShouldBe(made["id"]!.GetValue<string>());
        await Registry.North.Command("POST", $"/v1/cases/{made["id"]}/close", """{"outcome":"remedied","reason":"blocked at the switch for Zhou"}""").ShouldBe(200);
        await (await Registry.North.Command("POST", $"/v1/cases/{made["id"]}/close", """{"outcome":"rejected","reason":"twice"}""")).ShouldBeProblem(409, "case_closed");
        var mine = await holder.Get("/v1/me/complaints");
        mine["items"]!.AsArray().Single()!["outcome"]!.GetValue<string>().ShouldBe("remedied");
        mine.ToJsonString().ShouldNotContain("Zhou");
        (await Registry.North.Get("/v1/cases?open=false&limit=1000"))["items"]!.AsArray().Single(c => c!["id"]!.GetValue<string>() == made["id"]!.GetValue<string>())!.AsObject().ShouldNotContainKey("sender");
    }

    [Fact]
    public async Task A_complaint_about_a_category_goes_to_its_platform_which_learns_nothing_of_the_holder()
    {
        var number = await Registry.Residual();
        using var holder = await channels.Holder(number);
        var made = await holder.Command("POST", "/v1/me/complaints", """{"kind":"billing","category":"ride-hailing","text":"I am 小月 and live in Hangzhou"}""").Body(201);

        made["with"]!.GetValue<string>().ShouldBe("service");
        made.ToJsonString().ShouldNotContain("ride\"");
        var told = await Told(Registry.Ride, "complaint.opened", number);
        told.ToJsonString().ShouldNotContain("Hangzhou");
        told["account"]!.GetValue<string>().ShouldBe("ride-account");
        var listed = (await Registry.Ride.Get($"/v1/cases/{made["id"]}")).AsObject();
        listed.ToJsonString().ShouldNotContain("Hangzhou");
        listed.ShouldNotContainKey("text");
        await (await Registry.North.GetAsync($"/v1/cases/{made["id"]}")).ShouldBeProblem(404, "not_found");
        await (await Registry.Chat.Command("POST", $"/v1/cases/{made["id"]}/close", """{"outcome":"remedied","reason":"done"}""")).ShouldBeProblem(404, "not_found");
        await Registry.Ride.Command("POST", $"/v1/cases/{made["id"]}/close", """{"outcome":"remedied","reason":"done"}""").ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"kind":"calls"}""", "invalid_field")]
    [InlineData("""{"kind":"calls","sender":"  "}""", "invalid_field")]
    [InlineData("""{"kind":"calls","sender":"a","category":"bank"}""", "invalid_field")]
    [InlineData("""{"kind":"calls","sender":"a\nb"}""", "invalid_field")]
    [InlineData("""{"kind":"noise","sender":"a"}""", "invalid_body")]
    [InlineData("""{"kind":"calls","category":"<b>"}""", "invalid_field")]
    public async Task A_complaint_that_can_not_be_is_refused(string body, string code)
    {
        using var holder = await channels.Holder(await Registry.Transferred());
        await (await holder.Command("POST", "/v1/me/complaints", body)).ShouldBeProblem(400, code);
        await (await holder.Command("POST", "/v1/me/complaints", $$"""{"kind":"calls","sender":"a","text":"{{new string('x', 501)}}"}""")).ShouldBeProblem(400, "invalid_field");
    }

    [Fact]
    public async Task A_sender_is_taken_even_of_a_character_that_has_no_normal_form()
    {
        using var holder = await channels.Holder(await Registry.Transferred());

        await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"bank\uFFFE"}""").ShouldBe(201);
    }

    [Fact]
    public async Task What_is_typed_stands_nowhere_in_the_database_in_clear()
    {
        var number = await Registry.Transferred();
        using var holder = await channels.Holder(number);
        await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"Canary Collectors","text":"a canary sang at three"}""").ShouldBe(201);
        await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"+8613912345679"}""").ShouldBe(201);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Registry.Folder, "ledger.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(full)";
        // Not while the registry makes one itself: it says then that it was busy.
        await Wait.Until(
            async () =>
            {
                await using var done = await command.ExecuteReaderAsync();
                return await done.ReadAsync() && done.GetInt64(0) == 0 && done.GetInt64(1) == done.GetInt64(2);
            },
            TimeSpan.FromMinutes(4));

        foreach (var file in new[] { "ledger.db", "ledger.db-wal" }.Select(f => Path.Combine(Registry.Folder, f)).Where(File.Exists))
        {
            await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await read.CopyToAsync(bytes);
            var text = System.Text.Encoding.Latin1.GetString(bytes.ToArray());
            if (file.EndsWith(".db", StringComparison.Ordinal)) text.ShouldContain(number);
            foreach (var secret in new[] { "Canary", "CANARY", "canary sang", "13912345679" }) text.ShouldNotContain(secret, Case.Sensitive, file);
        }
    }

    [Fact]
    public async Task The_carrier_is_asked_to_intercept_answers_and_is_told_when_it_ends()
    {
        var number = await Registry.Transferred();
        using var holder = await channels.Holder(number);
        var asked = await holder.Command("POST", "/v1/me/interceptions", """{"by":"category","value":"callsFromAbroad"}""").Body(201);
        var id = asked["id"]!.GetValue<string>();

        (await Told(Registry.North, "interception.requested", number))["senders"]!.GetValue<string>().ShouldBe("callsFromAbroad");
        (await Registry.North.Get($"/v1/cases/{id}"))["senders"]!.ToJsonString().ShouldBe("""{"by":"category","value":"callsFromAbroad"}""");
        await (await Registry.North.Command("POST", $"/v1/cases/{id}/answer", """{"answer":"refused"}""")).ShouldBeProblem(400, "reason_required");
        await (await Registry.North.Command("POST", $"/v1/cases/{id}/close", """{"outcome":"remedied","reason":"no complaint"}""")).ShouldBeProblem(404, "not_found");
        await (await Registry.Chat.Command("POST", $"/v1/cases/{id}/answer", """{"answer":"accepted"}""")).ShouldBeProblem(404, "not_found");
        await Registry.North.Command("POST", $"/v1/cases/{id}/answer", """{"answer":"accepted"}""").ShouldBe(200);
        (await holder.Get("/v1/me/interceptions"))["items"]!.AsArray().Single()!["state"]!.GetValue<string>().ShouldBe("active");
        await holder.Command("DELETE", $"/v1/me/interceptions/{id}").ShouldBe(204);
        (await Told(Registry.North, "interception.ended", number))["reason"]!.GetValue<string>().ShouldBe("holder");
        await (await holder.Command("DELETE", "/v1/me/interceptions/ic_none")).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Everything_ends_with_the_tenure_and_the_next_holder_sees_none_of_it()
    {
        var number = await Registry.RefusedToHer();
        using var holder = await channels.Holder(number);
        await holder.Command("POST", "/v1/me/disputes", """{"category":"social","reason":"notMine"}""", key: "same").ShouldBe(200);
        await Registry.Refuse(number, Registry.Chat);
        await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"spam"}""", key: "same-too").ShouldBe(201);
        await holder.Command("POST", "/v1/me/interceptions", """{"by":"category","value":"dunning"}""").ShouldBe(201);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"ying"}""").ShouldBe(200);

        foreach (var (method, path, body) in new[]
        {
            ("POST", "/v1/me/disputes", """{"category":"social","reason":"notMine"}"""), ("POST", "/v1/me/complaints", """{"kind":"calls","sender":"spam"}"""),
            ("POST", "/v1/me/interceptions", """{"by":"category","value":"marketing"}"""), ("DELETE", "/v1/me/interceptions/ic_none", null),
        }) await (await holder.Command(method, path, body)).ShouldBeProblem(404, "not_found");
        foreach (var list in new[] { "disputes", "complaints", "interceptions" }) await (await holder.GetAsync($"/v1/me/{list}")).ShouldBeProblem(404, "not_found");

        using var next = await channels.Holder(number);
        foreach (var list in new[] { "disputes", "complaints", "interceptions" }) (await next.Get($"/v1/me/{list}"))["items"]!.AsArray().ShouldBeEmpty(list);
        await next.Command("POST", "/v1/me/complaints", """{"kind":"dunning","sender":"other"}""", key: "same-too").ShouldBe(201);
        (await Told(Registry.North, "interception.ended", number))["reason"]!.GetValue<string>().ShouldBe("tenureOver");
        (await Registry.Operator.Get("/v1/admin/disputes?limit=1000"))["items"]!.AsArray().ShouldNotContain(d => d!["number"]!.GetValue<string>() == number);
        (await Registry.North.Get("/v1/cases?open=false&limit=1000"))["items"]!.AsArray().Count(c => c!["number"]!.GetValue<string>() == number && c["state"]!.GetValue<string>() == "ended").ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_is_done_once_and_needs_to_be_given()
    {
        using var holder = await channels.Holder(await Registry.Transferred());
        var first = await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"spam"}""", key: "K").Body(201);
        var again = await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"spam"}""", key: "K").ShouldBe(201);

        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await again.Json()).GetProperty("id").GetString().ShouldBe(first["id"]!.GetValue<string>());
        await (await holder.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"other"}""", key: "K")).ShouldBeProblem(422, "idempotency_key_reused");
        await (await holder.Ask("/v1/me/complaints", """{"kind":"calls","sender":"spam"}""")).ShouldBeProblem(400, "idempotency_key_required");
    }

    [Fact]
    public async Task Nobody_but_a_holder_speaks_for_one()
    {
        foreach (var party in new[] { Registry.North, Registry.Chat, Registry.Operator })
        {
            await (await party.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"spam"}""")).ShouldBeProblem(403, "forbidden");
        }

        await (await Registry.Anonymous.GetAsync("/v1/me/complaints")).ShouldBeProblem(401, "unauthorized");
        using var holder = await channels.Holder(await Registry.Transferred());
        await (await holder.GetAsync("/v1/cases")).ShouldBeProblem(403, "forbidden");
        await (await holder.GetAsync("/v1/admin/disputes")).ShouldBeProblem(403, "forbidden");
    }

    private async Task<JsonNode> Escalated(string number) =>
        (await Registry.Operator.Get("/v1/admin/disputes?limit=1000"))["items"]!.AsArray().Single(d => d!["number"]!.GetValue<string>() == number)!;

    private async Task<JsonNode> CaseOf(string number) => (await Registry.North.Get("/v1/cases?limit=1000"))["items"]!.AsArray().Single(c => c!["number"]!.GetValue<string>() == number)!;

    /// <summary>The data of the last event of a type about a number that a party pulls.</summary>
    private static async Task<JsonNode> Told(HttpClient party, string type, string number)
    {
        JsonNode? found = null;
        await Wait.Until(
            async () => (found = (await party.Get("/v1/events?limit=1000"))["items"]!.AsArray()
                .LastOrDefault(e => e!["type"]!.GetValue<string>() == "recycled-numbers." + type && e["data"]!["number"]!.GetValue<string>() == number)?["data"]) is not null,
            TimeSpan.FromMinutes(4));
        return found!;
    }
}
