using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Idempotency;

namespace RecycledNumbers.Api.Tests.Idempotency;

public sealed class CommandTests(Edge edge)
{
    private const string Number = "/v1/probe/numbers/+441632960001";
    private const string Body = """{"subscriber":"s","contact":{"email":"e","tags":["a","b"]}}""";

    [Fact]
    public async Task A_command_without_a_key_is_refused() =>
        await (await Send(HttpMethod.Post, $"{Number}/assign", Body)).ShouldBeProblem(400, "idempotency_key_required");

    [Fact]
    public async Task A_command_without_a_body_needs_a_key_too() =>
        await (await Send(HttpMethod.Delete, $"{Number}/forwarding", body: null)).ShouldBeProblem(400, "idempotency_key_required");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\there")]
    [InlineData("é")]
    public async Task A_key_that_is_not_visible_ASCII_is_invalid(string key) =>
        await (await Send(HttpMethod.Post, $"{Number}/assign", Body, key)).ShouldBeProblem(400, "idempotency_key_invalid");

    [Fact]
    public async Task A_key_of_129_characters_is_invalid() =>
        await (await Send(HttpMethod.Post, $"{Number}/assign", Body, new string('k', 129))).ShouldBeProblem(400, "idempotency_key_invalid");

    [Fact]
    public async Task Two_keys_are_none() =>
        await (await Send(HttpMethod.Post, $"{Number}/assign", Body, "one", "two")).ShouldBeProblem(400, "idempotency_key_invalid");

    [Theory]
    [InlineData("k")]
    [InlineData("!~#$%&'*+-.^_`|\"<>[]{}\\")]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324")]
    public async Task A_key_of_visible_ASCII_is_taken(string key) =>
        (await Send(HttpMethod.Post, $"{Number}/assign", Body, key)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_key_of_128_characters_is_taken() =>
        (await Send(HttpMethod.Post, $"{Number}/assign", Body, new string('k', 128))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData(""" { "contact" : { "tags" : ["a", "b"], "email" : "e" }, "subscriber" : "s" } """)]
    [InlineData("""{"subscriber":"\u0073","contact":{"email":"e","tags":["a","b"]}}""")]
    public async Task The_same_command_in_other_white_space_order_or_escapes_has_the_same_fingerprint(string other) =>
        (await FingerprintOf($"{Number}/assign", other)).ShouldBe(await FingerprintOf($"{Number}/assign", Body));

    [Theory]
    [InlineData("""{"subscriber":"t","contact":{"email":"e","tags":["a","b"]}}""")]
    [InlineData("""{"subscriber":"s","contact":{"email":"e","tags":["b","a"]}}""")]
    [InlineData("""{"subscriber":"s","contact":{"email":null,"tags":["a","b"]}}""")]
    [InlineData("""{"subscriber":"s"}""")]
    public async Task Another_body_has_another_fingerprint(string other) =>
        (await FingerprintOf($"{Number}/assign", other)).ShouldNotBe(await FingerprintOf($"{Number}/assign", Body));

    [Fact]
    public async Task Another_number_has_another_fingerprint() =>
        (await FingerprintOf("/v1/probe/numbers/+441632960002/assign", Body)).ShouldNotBe(await FingerprintOf($"{Number}/assign", Body));

    [Fact]
    public async Task A_fingerprint_is_a_SHA256_in_hex() =>
        (await FingerprintOf($"{Number}/assign", Body)).ShouldMatch("^[0-9a-f]{64}$");

    [Fact]
    public async Task The_fingerprint_is_the_one_that_stored_commands_were_remembered_with() =>
        (await FingerprintOf($"{Number}/assign", Body)).ShouldBe("ccabd4f6dd3b6762cfdd9fbab30a246b242c535bf687519c880d80628fbff356");

    [Fact]
    public async Task A_replayed_answer_says_so()
    {
        (await Send(HttpMethod.Post, $"{Number}/assign", Body, "seen-before")).Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await Send(HttpMethod.Post, $"{Number}/assign", Body, "new")).Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("orleans")]
    [InlineData("timeout")]
    public async Task A_command_in_doubt_names_the_operation_to_ask(string kind)
    {
        var answer = await Send(HttpMethod.Post, $"{Number}/fault/{kind}", "{}", "doubtful");

        await answer.ShouldBeProblem(503, "outcome_unknown");
        answer.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        var location = answer.Headers.Location!.ToString();
        location.ShouldStartWith("/v1/operations/");
        location.ShouldNotContain("441632960001");
        edge.App.Services.GetRequiredService<OperationId>().TryOpen(location["/v1/operations/".Length..], out var operation).ShouldBeTrue();
        operation.ShouldBe(new Operation("+441632960001", "carrier:demo-mobile", "doubtful"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("made-up")]
    [InlineData("CfDJ8")]
    [InlineData("%%%")]
    public void An_operation_id_that_is_made_up_opens_nothing(string id) =>
        edge.App.Services.GetRequiredService<OperationId>().TryOpen(id, out _).ShouldBeFalse();

    [Fact]
    public async Task An_upload_streams_past_the_limit_of_commands_and_needs_a_key()
    {
        var file = new string('x', 200_000);
        (await Send(HttpMethod.Post, $"{Number}/upload", file, "k")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await Send(HttpMethod.Post, $"{Number}/upload", file)).ShouldBeProblem(400, "idempotency_key_required");
        await (await Send(HttpMethod.Post, $"{Number}/upload", new string('x', 1_100_000), "k")).ShouldBeProblem(413, "body_too_large");
    }

    [Fact]
    public async Task A_command_without_a_body_is_a_command() =>
        (await Send(HttpMethod.Delete, $"{Number}/forwarding", body: null, "k")).StatusCode.ShouldBe(HttpStatusCode.OK);

    private async Task<string> FingerprintOf(string path, string body) =>
        (await (await Send(HttpMethod.Post, path, body, "k")).Json()).GetProperty("fingerprint").GetString()!;

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body, params string[] keys)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        // So that a body which is refused by its length is not sent into a connection that is being closed.
        request.Headers.ExpectContinue = body?.Length > 1_000_000;
        foreach (var key in keys) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await edge.Carrier.SendAsync(request);
    }
}
