using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Tests.Credentials;

/// <summary>A proof of the tenure instead of the number, as a platform verifies it by itself, and what ends it.</summary>
[Collection(Alone.Name)]
public sealed class CredentialTests(CredentialRegistry registry) : IClassFixture<CredentialRegistry>
{
    [Fact]
    public async Task A_platform_verifies_it_offline_and_learns_a_month_and_no_number()
    {
        var number = await registry.Assigned();
        var credential = await Issue(number, "ride", """,  "nonce":"from-ride-42" """);

        var verified = await Verify(credential, "platform:ride");

        var payload = verified["payload"]!;
        verified["status"]!.GetValue<int>().ShouldBe(0);
        payload["held_since_before"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d$");
        payload["nonce"]!.GetValue<string>().ShouldBe("from-ride-42");
        payload["sub"]!.GetValue<string>().ShouldMatch("^ts_[A-Za-z0-9_-]{32}$");
        payload.AsObject().Select(claim => claim.Key).ShouldBe(["jti", "sub", "held_since_before", "status", "nonce", "aud", "iss", "exp", "iat"], ignoreOrder: true);
        payload.ToJsonString().ShouldNotContain(number[5..]);
    }

    [Fact]
    public async Task Two_platforms_have_nothing_in_common_and_one_knows_its_holder_again()
    {
        var number = await registry.Assigned();
        var ride = Payload(await Issue(number, "ride"));
        var again = Payload(await Issue(number, "ride"));
        var bank = Payload(await Issue(number, "bank"));
        await registry.Ride.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"mine"}""").ShouldBe(201);

        again["sub"]!.GetValue<string>().ShouldBe(ride["sub"]!.GetValue<string>());
        bank["sub"]!.GetValue<string>().ShouldNotBe(ride["sub"]!.GetValue<string>());
        new[] { ride, again, bank }.Select(p => p["status"]!["status_list"]!["idx"]!.GetValue<int>()).Distinct().Count().ShouldBe(3);
        var tenureToken = registry.App.Services.GetRequiredService<TenureTokens>().For(Party.Platform("ride"), number, 1)!;
        tenureToken[3..].ShouldNotBe(ride["sub"]!.GetValue<string>()[3..]);
    }

    [Fact]
    public async Task It_is_worth_nothing_at_another_platform_or_when_a_letter_is_changed()
    {
        var credential = await Issue(await registry.Assigned(), "ride");
        var list = await List(credential);
        var keys = await registry.Anonymous.Get("/.well-known/jwks.json");
        var parts = credential.Split('.');
        var later = Payload(credential);
        later["held_since_before"] = "1999-01";
        var forged = $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(later))}.{parts[2]}";

        (await Jose.VerifyCredential(keys, credential, list, Issuer, "platform:bank")).ShouldBe("unexpected \"aud\" claim value");
        (await Jose.VerifyCredential(keys, forged, list, Issuer, "platform:ride")).ShouldBe("signature verification failed");
        (await Jose.VerifyCredential(keys, list, list, Issuer, "platform:ride")).ShouldBe("unexpected \"typ\" JWT header value");
        (await Jose.VerifyCredential(keys, credential, credential, Issuer, "platform:ride")).ShouldBe("unexpected \"typ\" JWT header value");
    }

    [Theory]
    [InlineData("suspend", "{}", 0)]
    [InlineData("port", """{"toCarrier":"south"}""", 0)]
    [InlineData("deactivate", """{"reason":"voluntary"}""", 2)]
    [InlineData("transfer", """{"subscriber":"yue"}""", 1)]
    public async Task What_ends_the_tenure_ends_the_credential_and_nothing_else_does(string what, string body, int status)
    {
        var number = await registry.Assigned();
        var credential = await Issue(number, "ride");
        var bystander = await Issue(await registry.Assigned(), "ride");
        (await Verify(credential, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(0);

        await registry.North.Command("POST", $"/v1/numbers/{number}/{what}", body).ShouldBe(200);

        (await Verify(credential, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(status);
        (await Verify(bystander, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_suspended_credential_holds_again_where_the_same_tenure_goes_on_and_never_for_the_next_owner()
    {
        var number = await registry.Assigned();
        var credential = await Issue(number, "ride");
        await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"arrears"}""").ShouldBe(200);
        (await Verify(credential, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(2);
        await registry.North.Command("POST", $"/v1/numbers/{number}/reinstate", """{"subscriber":"zhou"}""").ShouldBe(200);
        (await Verify(credential, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(0);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"yue"}""").ShouldBe(200);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"zhou"}""").ShouldBe(200);

        (await Verify(credential, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_holder_may_tell_less_and_not_what_is_untrue()
    {
        var number = await registry.Assigned();
        using var holder = registry.Holder(number);
        var next = TimeProvider.System.GetUtcNow().AddHours(8).AddDays(1 - TimeProvider.System.GetUtcNow().AddHours(8).Day).AddMonths(1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

        (await holder.Ask("/v1/me/credential", $$"""{"platform":"ride","before":"{{next}}"}""").Body(200))["heldSinceBefore"]!.GetValue<string>().ShouldBe(next);
        await holder.Ask("/v1/me/credential", """{"platform":"ride","before":"2020-01"}""").ShouldBeProblem(409, "tenure_too_short");
        await holder.Ask("/v1/me/credential", """{"platform":"ride","before":"2999-01"}""").ShouldBeProblem(409, "date_out_of_range");
        await holder.Ask("/v1/me/credential", """{"platform":"ride","before":"2020-13"}""").ShouldBeProblem(400, "invalid_field");
        await holder.Ask("/v1/me/credential", """{"platform":"nobody"}""").ShouldBeProblem(409, "unknown_platform");
    }

    [Fact]
    public async Task A_platform_gets_one_for_itself_by_a_three_legged_token_and_by_no_other()
    {
        var number = await registry.Assigned();
        using var bound = registry.WithToken(registry.Tokens.ForPlatform(new Caller(Role.Platform, "platform:ride", "ride"), new BoundNumber(PhoneNumber.Parse(number), 1), "kyc-tenure:check-tenure"));
        var credential = (await bound.Ask("/v1/consents/credential", "{}").Body(200))["credential"]!.GetValue<string>();
        using var recycling = registry.WithToken(registry.Tokens.ForPlatform(new Caller(Role.Platform, "platform:ride", "ride"), new BoundNumber(PhoneNumber.Parse(number), 1), "number-recycling:check"));
        using var twoLegged = await registry.TwoLegged();

        (await Verify(credential, "platform:ride"))["status"]!.GetValue<int>().ShouldBe(0);
        await bound.Ask("/v1/consents/credential", """{"platform":"bank"}""").ShouldBeProblem(400, "unknown_field");
        await bound.Ask("/v1/me/credential", """{"platform":"ride"}""").ShouldBeProblem(403, "forbidden");
        await recycling.Ask("/v1/consents/credential", "{}").ShouldBeProblem(403, "forbidden");
        await twoLegged.Ask("/v1/consents/credential", "{}").ShouldBeProblem(403, "forbidden");
        await registry.Ride.Ask("/v1/consents/credential", "{}").ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_token_from_before_the_number_changed_hands_gets_none()
    {
        var number = await registry.Assigned();
        using var holder = registry.Holder(number);
        await registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"yue"}""").ShouldBe(200);

        await holder.Ask("/v1/me/credential", """{"platform":"ride"}""").ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task One_number_has_so_many_credentials_and_no_more()
    {
        var number = await registry.Assigned();
        for (var i = 0; i < CredentialRegistry.MostPerNumber; i++) await Issue(number, "ride");
        using var holder = registry.Holder(number);

        await holder.Ask("/v1/me/credential", """{"platform":"ride"}""").ShouldBeProblem(429, "too_many_requests");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("20000000")]
    [InlineData("9223372036854775807")]
    [InlineData("-1")]
    [InlineData("x")]
    public async Task A_list_that_was_never_begun_is_not_there(string list) => await registry.Anonymous.GetAsync($"/v1/status-lists/{list}").ShouldBeProblem(404, "not_found");

    [Fact]
    public async Task A_list_says_how_long_it_may_be_kept_and_nothing_of_a_number()
    {
        var number = await registry.Assigned();
        var uri = new Uri(Payload(await Issue(number, "ride"))["status"]!["status_list"]!["uri"]!.GetValue<string>()).AbsolutePath;
        var answer = await registry.Anonymous.GetAsync(uri).ShouldBe(200);
        var list = Payload(await answer.Content.ReadAsStringAsync());

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/statuslist+jwt");
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(60));
        list.AsObject().Select(claim => claim.Key).ShouldBe(["sub", "ttl", "status_list", "iss", "exp", "iat"], ignoreOrder: true);
        list["ttl"]!.GetValue<int>().ShouldBe(60);
        list["status_list"]!["bits"]!.GetValue<int>().ShouldBe(2);
    }

    private string Issuer => "http://localhost:8080/";

    private async Task<string> Issue(string number, string platform, string more = "")
    {
        using var holder = registry.Holder(number);
        return (await holder.Ask("/v1/me/credential", $$"""{"platform":"{{platform}}"{{more}}}""").Body(200))["credential"]!.GetValue<string>();
    }

    private async Task<JsonNode> Verify(string credential, string audience)
    {
        var verified = await Jose.VerifyCredential(await registry.Anonymous.Get("/.well-known/jwks.json"), credential, await List(credential), Issuer, audience);
        return verified.StartsWith('{') ? JsonNode.Parse(verified)! : throw new InvalidOperationException(verified);
    }

    private async Task<string> List(string credential) =>
        await (await registry.Anonymous.GetAsync(new Uri(Payload(credential)["status"]!["status_list"]!["uri"]!.GetValue<string>()).AbsolutePath).ShouldBe(200)).Content.ReadAsStringAsync();

    private static JsonNode Payload(string token) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!;
}
