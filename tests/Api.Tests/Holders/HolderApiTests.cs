using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary>A code to the number, the token that it gives, and what is tried against both.</summary>
[Collection(Alone.Name)]
public sealed class HolderApiTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public async Task A_code_gives_a_token_that_shows_the_number_and_nothing_else()
    {
        var number = await Registry.Residual();
        using var holder = await Holder(number);

        var mine = await holder.Get("/v1/me/number");

        mine["number"]!.GetValue<string>().ShouldBe(number);
        mine["disclosure"]!["secondHand"]!.GetValue<bool>().ShouldBeTrue();
        mine["earlier"]!.AsArray().Select(e => $"{e!["category"]} {e["residual"]}").ShouldBe(["ride-hailing 1", "social 1"]);
        mine.ToJsonString().ShouldNotContain("account");
        mine.ToJsonString().ShouldNotContain("chat");
        await (await holder.GetAsync($"/v1/numbers/{number}")).ShouldBeProblem(403, "forbidden");
        await (await holder.GetAsync("/v1/unbindings")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_number_that_nobody_has_is_answered_like_any_other_and_gets_no_message()
    {
        var (there, nowhere) = (await Registry.Transferred(), Registry.Next());

        var answers = new List<string>();
        foreach (var number in new[] { there, nowhere })
        {
            var asked = await Ask(number).ShouldBe(202);
            var tried = await Prove(number, "123456");
            answers.Add($"{await asked.Content.ReadAsStringAsync()} {(int)tried.StatusCode} {(await tried.Json()).GetProperty("code").GetString()}");
        }

        answers[0].ShouldBe(answers[1]);
        await channels.Sms.Next(there);
        channels.Sms.Any(nowhere).ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var number = await Registry.Transferred();
        await Ask(number).ShouldBe(202);
        var code = await channels.Code(number);

        await Prove(number, code).ShouldBe(200);
        await (await Prove(number, code)).ShouldBeProblem(400, "invalid_code");
    }

    [Fact]
    public async Task Who_guesses_five_times_has_lost_the_code()
    {
        var number = await Registry.Transferred();
        await Ask(number).ShouldBe(202);
        var code = await channels.Code(number);
        for (var i = 0; i < 5; i++) await (await Prove(number, SecondHand.Other(code))).ShouldBeProblem(400, "invalid_code");

        await (await Prove(number, code)).ShouldBeProblem(400, "invalid_code");
    }

    [Fact]
    public async Task Guesses_that_come_all_at_once_are_counted_one_by_one()
    {
        var number = await Registry.Transferred();
        await Ask(number).ShouldBe(202);
        var code = await channels.Code(number);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Prove(number, SecondHand.Other(code))));

        await (await Prove(number, code)).ShouldBeProblem(400, "invalid_code");
    }

    [Fact]
    public async Task A_code_that_is_too_old_is_worth_nothing()
    {
        var number = await Registry.Transferred();
        await Ask(number).ShouldBe(202);
        var code = await channels.Code(number);
        await Registry.Anonymous.Ask("/dev/clock", """{"advance":"00:05:00"}""").ShouldBe(200);

        await (await Prove(number, code)).ShouldBeProblem(400, "invalid_code");
    }

    [Fact]
    public async Task One_number_gets_three_codes_and_then_none_for_a_while()
    {
        var number = await Registry.Transferred();
        for (var i = 0; i < 3; i++) await Ask(number).ShouldBe(202);

        var fourth = await Ask(number);

        await fourth.ShouldBeProblem(429, "too_many_requests");
        fourth.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_asked_for_before_the_number_changed_hands_proves_nothing_after_it()
    {
        var number = await Registry.Transferred();
        await Ask(number).ShouldBe(202);
        var code = await channels.Code(number);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"ying"}""").ShouldBe(200);

        await (await Prove(number, code)).ShouldBeProblem(400, "invalid_code");
    }

    [Fact]
    public async Task A_token_shows_nothing_once_the_tenure_is_over()
    {
        var number = await Registry.Transferred();
        using var holder = await Holder(number);
        await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"ying"}""").ShouldBe(200);

        await (await holder.GetAsync("/v1/me/number")).ShouldBeProblem(404, "not_found");
    }

    [Theory]
    [InlineData("""{"number":"+8613900000001","code":"12345"}""")]
    [InlineData("""{"number":"+8613900000001","code":"1234567"}""")]
    [InlineData("""{"number":"+8613900000001","code":"１２３４５６"}""")]
    [InlineData("""{"number":"+8613900000001","code":"12345\n"}""")]
    public async Task A_code_is_six_ascii_digits(string body) => await (await Registry.Anonymous.Ask("/v1/me/token", body)).ShouldBeProblem(400, "invalid_field");

    [Fact]
    public async Task A_platforms_token_is_not_a_holders() => await (await Registry.Chat.GetAsync("/v1/me/number")).ShouldBeProblem(403, "forbidden");

    [Fact]
    public async Task Linked_accounts_are_counted_for_the_subscriber_whom_the_carrier_has_identified()
    {
        var number = await Registry.Transferred();
        await Registry.Chat.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"yue-chat"}""").ShouldBe(201);

        var linked = await (await Registry.North.Ask($"/v1/numbers/{number}/linked-accounts", """{"subscriber":"yue"}""").ShouldBe(200)).Json();

        linked.GetProperty("total").GetInt32().ShouldBe(1);
        linked.GetProperty("counts").GetProperty("social").GetInt32().ShouldBe(1);
        await (await Registry.North.Ask($"/v1/numbers/{number}/linked-accounts", """{"subscriber":"zhou"}""")).ShouldBeProblem(409, "not_the_subscriber");
    }

    [Fact]
    public async Task An_address_that_asks_for_many_numbers_is_slowed_down()
    {
        await using var registry = await OwnerRegistry.Start("--Holders:CodesPerAddress", "2", "--Holders:TriesPerAddress", "2");
        string Body() => $$"""{"number":"{{registry.Next()}}"}""";
        await registry.Anonymous.Ask("/v1/me/code", Body()).ShouldBe(202);
        await registry.Anonymous.Ask("/v1/me/code", Body()).ShouldBe(202);
        for (var i = 0; i < 2; i++) await (await registry.Anonymous.Ask("/v1/me/token", $$"""{"number":"{{registry.Next()}}","code":"123456"}""")).ShouldBeProblem(400, "invalid_code");

        await (await registry.Anonymous.Ask("/v1/me/code", Body())).ShouldBeProblem(429, "too_many_requests");
        await (await registry.Anonymous.Ask("/v1/me/token", $$"""{"number":"{{registry.Next()}}","code":"123456"}""")).ShouldBeProblem(429, "too_many_requests");
    }

    [Fact]
    public async Task A_platform_whom_the_holder_lets_look_gets_a_three_legged_token_and_no_other_can_use_the_code()
    {
        var number = await Registry.Transferred();
        using var ride = await Camara("platform:ride");
        using var chat = await Camara("platform:chat");
        await ride.Ask("/v1/consents/code", $$"""{"number":"{{number}}","language":"en"}""").ShouldBe(202);
        var sms = (await channels.Sms.Next(number))["text"]!.GetValue<string>();
        var proof = $$"""{"number":"{{number}}","code":"{{sms[..6]}}","scope":"kyc-tenure:check-tenure"}""";

        sms.ShouldContain("lets Ride & Go see");
        await (await chat.Ask("/v1/consents/token", proof)).ShouldBeProblem(400, "invalid_code");
        await (await Prove(number, sms[..6])).ShouldBeProblem(400, "invalid_code");
        using var bound = WithToken((await (await ride.Ask("/v1/consents/token", proof).ShouldBe(200)).Json()).GetProperty("access_token").GetString()!);
        (await (await bound.Ask("/kyc-tenure/v0.2/check-tenure", """{"tenureDate":"2020-01-01"}""").ShouldBe(200)).Json()).GetProperty("tenureDateCheck").ValueKind.ShouldBe(JsonValueKind.False);
        await (await ride.Ask("/v1/consents/token", proof.Replace("kyc-tenure:check-tenure", "numbers", StringComparison.Ordinal))).ShouldBeProblem(403, "forbidden");
    }

    private Task<HttpResponseMessage> Ask(string number) => Registry.Anonymous.Ask("/v1/me/code", $$"""{"number":"{{number}}","language":"en"}""");

    private Task<HttpResponseMessage> Prove(string number, string code) => Registry.Anonymous.Ask("/v1/me/token", $$"""{"number":"{{number}}","code":"{{code}}"}""");

    private async Task<HttpClient> Holder(string number)
    {
        await Ask(number).ShouldBe(202);
        var token = await (await Prove(number, await channels.Code(number)).ShouldBe(200)).Json();
        return WithToken(token.GetProperty("access_token").GetString()!);
    }

    private HttpClient WithToken(string token)
    {
        var client = Edge.ClientOf(Registry.App);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<HttpClient> Camara(string party)
    {
        var (id, secret) = ($"camara-{Guid.NewGuid():N}"[..20], ClientSecret.New());
        await Registry.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>(id).Create(new NewClient(secret, Role.Platform, party, ["kyc-tenure:check-tenure"]));
        var answer = await Registry.Anonymous.PostAsync("/connect/token", Edge.TokenForm(id, secret));
        return WithToken((await answer.Json()).GetProperty("access_token").GetString()!);
    }
}
