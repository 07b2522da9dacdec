using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Holders;
using RecycledNumbers.Domain.Disclosures;

namespace RecycledNumbers.Api.Tests.Disclosures;

/// <summary>What a buyer is told, what the paper's code shows later, and what is tried against it.</summary>
public sealed class DisclosureTests(Registry registry)
{
    [Fact]
    public async Task A_carrier_tells_a_buyer_and_the_code_shows_the_same_to_anybody()
    {
        var (number, given) = await Given();

        var statement = given["statement"]!;
        given["code"]!.GetValue<string>().ShouldMatch("^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$");
        given["url"]!.GetValue<string>().ShouldEndWith($"/disclosure/{given["code"]}");
        Calls.Still(statement.ToJsonString()).ShouldMatch(
            """^\{"number":"NUMBER","carrier":"north","carrierName":"North .*","toldAt":"INSTANT","secondHand":true,"earlierTenures":1,"lastEnded":"\d{4}-\d\d","cleared":\{\},"residual":\{"ride-hailing":1\}\}$""");
        statement["number"]!.GetValue<string>().ShouldBe(number);
        JsonNode.DeepEquals(await registry.Anonymous.Get($"/v1/disclosures/{given["code"]}"), statement).ShouldBeTrue();
    }

    [Fact]
    public async Task The_signature_holds_by_the_published_keys_and_by_nothing_else()
    {
        var (_, given) = await Given();
        var answer = await registry.Anonymous.GetAsync($"/v1/disclosures/{given["code"]}").ShouldBe(200);
        var (signature, body) = (answer.Headers.GetValues("x-jws-signature").Single(), await answer.Content.ReadAsByteArrayAsync());
        var keys = await registry.Anonymous.Get("/.well-known/jwks.json");

        JsonNode.Parse(await Jose.VerifyDetached(keys, signature, body))!["disclosure"]!.GetValue<string>().ShouldBe(given["code"]!.GetValue<string>());
        body[^3] ^= 1;
        (await Jose.VerifyDetached(keys, signature, body)).ShouldBe("signature verification failed");
    }

    [Fact]
    public async Task The_same_command_again_finds_the_same_statement_and_another_makes_another()
    {
        var (number, given) = await Given("once");

        var again = await registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}", "once").ShouldBe(201);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        JsonNode.DeepEquals(JsonNode.Parse(await again.Content.ReadAsStringAsync()), given).ShouldBeTrue();
        (await registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}").Body(201))["code"]!.ToJsonString().ShouldNotBe(given["code"]!.ToJsonString());
    }

    [Fact]
    public async Task A_statement_that_was_not_kept_before_a_crash_is_kept_by_the_repeat()
    {
        var (number, given) = await Given("crashed");
        await registry.Execute($"delete from disclosures where id = '{Reference(given)}'");

        var again = await registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}", "crashed").Body(201);

        JsonNode.DeepEquals(again, given).ShouldBeTrue();
    }

    [Fact]
    public async Task It_stands_in_the_numbers_history_without_its_code()
    {
        var (number, given) = await Given();

        var history = (await registry.North.Get($"/v1/numbers/{number}/events?limit=1000")).ToJsonString();

        history.ShouldContain("disclosureGiven");
        history.ShouldContain(Reference(given));
        history.ShouldNotContain(given["code"]!.GetValue<string>().Replace("-", "", StringComparison.Ordinal));
        (await registry.Ledger.Load(number))!.State.ShouldNotContain(given["code"]!.GetValue<string>().Replace("-", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("statement = replace(statement, '\"secondHand\":true', '\"secondHand\":false')")]
    [InlineData("statement = replace(statement, 'north', 'south')")]
    [InlineData("seal = 'AAAA'")]
    [InlineData("seal = ''")]
    public async Task A_row_that_was_changed_is_found_and_not_shown(string change)
    {
        var (number, given) = await Given();
        await registry.Execute($"update disclosures set {change} where id = '{Reference(given)}'");

        await registry.Anonymous.GetAsync($"/v1/disclosures/{given["code"]}").ShouldBeProblem(409, "disclosure_altered");
        using var visitor = new Visitor(registry.Anonymous.BaseAddress!.AbsoluteUri);
        await visitor.Open($"/disclosure/{given["code"]}");
        visitor.Status.ShouldBe(409);
        visitor.Html.ShouldContain("This statement was altered");
        visitor.Html.ShouldNotContain(number[1..]);
    }

    [Fact]
    public async Task A_statement_put_under_another_code_is_found()
    {
        var ((_, one), (_, other)) = (await Given(), await Given());
        await registry.Execute($"delete from disclosures where id = '{Reference(other)}'");
        await registry.Execute($"update disclosures set id = '{Reference(other)}' where id = '{Reference(one)}'");

        await registry.Anonymous.GetAsync($"/v1/disclosures/{other["code"]}").ShouldBeProblem(409, "disclosure_altered");
        await registry.Anonymous.GetAsync($"/v1/disclosures/{one["code"]}").ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Codes_that_do_not_exist_were_changed_or_are_none_are_one_answer()
    {
        var code = (await Given()).Given["code"]!.GetValue<string>();
        var changed = (code[0] == '7' ? "8" : "7") + code[1..];
        var answers = new List<string>();
        foreach (var tried in new[] { changed, "0000-0000-0000-0000-0000", "x", "'or'1'='1", "%F0%9F%98%80" })
        {
            using var visitor = new Visitor(registry.Anonymous.BaseAddress!.AbsoluteUri);
            await visitor.Open($"/disclosure/{tried}");
            var problem = (await registry.Anonymous.GetAsync($"/v1/disclosures/{tried}").Body(404)).AsObject();
            problem.Remove("traceId");
            answers.Add($"{visitor.Status} {System.Text.RegularExpressions.Regex.Replace(visitor.Html, "value=\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))} {problem.ToJsonString()}");
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldStartWith("404 ");
    }

    [Fact]
    public async Task What_is_typed_comes_back_as_text()
    {
        using var visitor = new Visitor(registry.Anonymous.BaseAddress!.AbsoluteUri);
        await visitor.Open("/disclosure?code=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));

        visitor.Status.ShouldBe(404);
        visitor.Html.ShouldNotContain("<script");
        visitor.Headers["Content-Security-Policy"].Single().ShouldStartWith("default-src 'none'; style-src 'self'");
        visitor.Headers["Cache-Control"].Single().ShouldContain("no-store");
    }

    [Fact]
    public async Task The_page_reads_a_code_as_people_type_it_and_answers_json_where_only_that_is_taken()
    {
        var code = (await Given()).Given["code"]!.GetValue<string>();
        using var visitor = new Visitor(registry.Anonymous.BaseAddress!.AbsoluteUri, "zh-CN");
        await visitor.Open("/disclosure?code=" + Uri.EscapeDataString(" " + code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()));
        visitor.Path.ShouldBe($"/disclosure/{code}");
        visitor.Html.ShouldContain("此告知由本登记处保存");
        visitor.Html.ShouldContain("网约车");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/disclosure/{code}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var answer = await registry.Anonymous.SendAsync(request);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.Contains("x-jws-signature").ShouldBeTrue();
    }

    [Fact]
    public async Task A_number_that_rests_or_is_anothers_is_not_disclosed()
    {
        var (frozen, _, _) = await registry.Unbinding();

        await registry.North.Command("POST", $"/v1/numbers/{frozen}/disclosure", "{}").ShouldBeProblem(409, "frozen");
        await registry.South.Command("POST", $"/v1/numbers/{await registry.Assigned()}/disclosure", "{}").ShouldBeProblem(404, "not_found");
        await registry.Ride.Command("POST", $"/v1/numbers/{await registry.Assigned()}/disclosure", "{}").ShouldBeProblem(403, "forbidden");
    }

    private async Task<(string Number, JsonNode Given)> Given(string? key = null)
    {
        var number = await registry.Assigned("zhou");
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"zhou-rides"}""").ShouldBe(201);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"yue"}""").ShouldBe(200);
        return (number, await registry.North.Command("POST", $"/v1/numbers/{number}/disclosure", "{}", key).Body(201));
    }

    private static string Reference(JsonNode given) => DisclosureCode.TryParse(given["code"]!.GetValue<string>(), out var code) ? code.Reference : throw new InvalidOperationException("No code.");
}
