using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace RecycledNumbers.Api.Tests.Json;

/// <summary>Every body is sent to a command (read by the idempotency middleware first) and to a query (read by parameter binding alone): both must say the same.</summary>
public sealed class JsonBodyTests(Edge edge)
{
    private const string Command = "/v1/probe/numbers/+441632960001/assign";
    private const string Query = "/v1/probe/query";

    [Theory]
    [InlineData("""{"subscriber":"s"}""")]
    [InlineData(""" { "subscriber" : "s" , "contact" : { "email" : null , "tags" : [ "a" ] } } """)]
    [InlineData("""{"subscriber":"s","contractDate":"2026-02-28","effectiveAt":"2026-02-28T23:59:59.1234567Z","reason":"noAnswer","count":0}""")]
    [InlineData("""{"subscriber":"s","effectiveAt":"2026-02-28T23:59:59+08:00"}""")]
    [InlineData("""{"subscriber":"𝄞 \ud834\udd1e 周"}""")]
    public async Task Good_JSON_is_read(string body)
    {
        (await Send(Command, Json(body))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(Query, Json(body))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"s\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{} {}")]
    [InlineData("""{"subscriber":null}""")]
    [InlineData("""{"subscriber":1}""")]
    [InlineData("""{"subscriber":{}}""")]
    [InlineData("""{"subscriber":"s",}""")]
    [InlineData("""{"subscriber":"s"} // why""")]
    [InlineData("""{/* why */"subscriber":"s"}""")]
    [InlineData("""{'subscriber':'s'}""")]
    [InlineData("""{subscriber:"s"}""")]
    [InlineData("""{"subscriber":"s","subscriber":"t"}""")]
    [InlineData("""{"subscriber":"s","contact":{"email":"a","email":"b"}}""")]
    [InlineData("""{"subscriber":"s","count":"1"}""")]
    [InlineData("""{"subscriber":"s","count":1.5}""")]
    [InlineData("""{"subscriber":"s","count":NaN}""")]
    [InlineData("""{"subscriber":"s","count":99999999999}""")]
    [InlineData("""{"subscriber":"s","reason":1}""")]
    [InlineData("""{"subscriber":"s","reason":"NoAnswer"}""")]
    [InlineData("""{"subscriber":"s","reason":"noanswer"}""")]
    [InlineData("""{"subscriber":"s","reason":"1"}""")]
    [InlineData("""{"subscriber":"s","reason":"voluntary,noAnswer"}""")]
    [InlineData("""{"subscriber":"s","reason":" voluntary"}""")]
    [InlineData("""{"subscriber":"s","reason":""}""")]
    [InlineData("""{"subscriber":"a\u0000b"}""")]
    [InlineData("""{"subscriber":"s","contact":{"tags":["\u0000"]}}""")]
    [InlineData("""{"subscriber":"\ud800"}""")]
    [InlineData("""{"subscriber":"\udc00\ud800"}""")]
    [InlineData("""{"\ud800":"s"}""")]
    [InlineData("""{"subscriber":"s","contact":{"tags":["\udfff"]}}""")]
    [InlineData("""{"subscriber":"\x41"}""")]
    [InlineData("{\"subscriber\":\"a\nb\"}")]
    public async Task Bad_JSON_is_an_invalid_body(string body)
    {
        await (await Send(Command, Json(body))).ShouldBeProblem(400, "invalid_body");
        await (await Send(Query, Json(body))).ShouldBeProblem(400, "invalid_body");
    }

    [Theory]
    [InlineData("""{"subscriber":"s","subscribr":"t"}""")]
    [InlineData("""{"subscriber":"s","Subscriber":"t"}""")]
    [InlineData("""{"subscriber":"s","contact":{"phone":"1"}}""")]
    [InlineData("""{"subscriber":"s","$type":"System.Object"}""")]
    public async Task An_unknown_field_is_refused_by_name(string body)
    {
        await (await Send(Command, Json(body))).ShouldBeProblem(400, "unknown_field");
        await (await Send(Query, Json(body))).ShouldBeProblem(400, "unknown_field");
    }

    [Theory]
    [InlineData("contractDate", "2026-02-29")]
    [InlineData("contractDate", "2026-2-3")]
    [InlineData("contractDate", "20260203")]
    [InlineData("contractDate", "2026-02-03T00:00:00Z")]
    [InlineData("contractDate", " 2026-02-03")]
    [InlineData("contractDate", "0000-01-01")]
    [InlineData("contractDate", "٢٠٢٦-٠٢-٠٣")]
    [InlineData("effectiveAt", "2026-02-03")]
    [InlineData("effectiveAt", "2026-02-03T00:00:00")]
    [InlineData("effectiveAt", "2026-02-03 00:00:00Z")]
    [InlineData("effectiveAt", "2026-02-03T00:00Z")]
    [InlineData("effectiveAt", "2026-02-03T24:00:00Z")]
    [InlineData("effectiveAt", "2026-02-03T00:00:00+0800")]
    [InlineData("effectiveAt", "2026-02-03T00:00:00z")]
    [InlineData("effectiveAt", "0001-01-01T00:00:00+14:00")]
    [InlineData("effectiveAt", "2026-02-03T00:00:00+15:00")]
    public async Task A_date_or_time_of_another_form_is_an_invalid_date(string field, string text)
    {
        var body = $$"""{"subscriber":"s","{{field}}":"{{text}}"}""";
        await (await Send(Command, Json(body))).ShouldBeProblem(400, "invalid_date");
        await (await Send(Query, Json(body))).ShouldBeProblem(400, "invalid_date");
    }

    [Theory]
    [InlineData("7b22737562736372696265723a22ff227d")]
    [InlineData("7b2273756273637269626572223a22ff227d")]
    [InlineData("7b2273756273637269626572223a22c080227d")]
    [InlineData("7b2273756273637269626572223a22eda080227d")]
    [InlineData("efbbbf7b2273756273637269626572223a2273227d7d")]
    [InlineData("00")]
    public async Task Bytes_that_are_not_UTF8_are_an_invalid_body(string hex)
    {
        await (await Send(Command, Json(Convert.FromHexString(hex)))).ShouldBeProblem(400, "invalid_body");
        await (await Send(Query, Json(Convert.FromHexString(hex)))).ShouldBeProblem(400, "invalid_body");
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_is_refused()
    {
        var body = Convert.FromHexString("7b22ff223a2273227d");
        await (await Send(Command, Json(body))).ShouldBeProblem(400, "invalid_body");
        await (await Send(Query, Json(body))).ShouldBeProblem(400, "unknown_field");
    }

    [Fact]
    public async Task JSON_that_is_too_deep_is_an_invalid_body()
    {
        var body = $$"""{"subscriber":{{new string('[', 17)}}{{new string(']', 17)}}}""";
        await (await Send(Command, Json(body))).ShouldBeProblem(400, "invalid_body");
        await (await Send(Query, Json(body))).ShouldBeProblem(400, "invalid_body");
    }

    [Fact]
    public async Task An_instant_is_read_with_its_offset_and_written_in_UTC()
    {
        var answer = await Send(Command, Json("""{"subscriber":"s","effectiveAt":"2026-03-01T07:00:00.50+08:00","reason":"noAnswer"}"""));

        var body = await answer.Json();
        body.GetProperty("effectiveAt").GetString().ShouldBe("2026-02-28T23:00:00.5Z");
        body.GetProperty("reason").GetString().ShouldBe("noAnswer");
    }

    [Theory]
    [InlineData(65 * 1024)]
    [InlineData(5 * 1024 * 1024)]
    public async Task A_body_that_is_too_large_is_refused(int size)
    {
        var body = Encoding.ASCII.GetBytes($$"""{"subscriber":"{{new string('a', size)}}"}""");
        await (await Send(Command, Json(body))).ShouldBeProblem(413, "body_too_large");
        await (await Send(Query, Json(body))).ShouldBeProblem(413, "body_too_large");
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_bounded_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Command) { Content = Json($$"""{"subscriber":"{{new string('a', 70_000)}}"}""") };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("Idempotency-Key", "k");
        await (await edge.Carrier.SendAsync(request)).ShouldBeProblem(413, "body_too_large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonx")]
    [InlineData(null)]
    public async Task A_body_of_another_kind_is_an_unsupported_media_type(string? type)
    {
        await (await Send(Command, Content("""{"subscriber":"s"}"""u8.ToArray(), type))).ShouldBeProblem(415, "unsupported_media_type");
        await (await Send(Query, Content("""{"subscriber":"s"}"""u8.ToArray(), type))).ShouldBeProblem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task A_command_in_another_charset_is_an_unsupported_media_type() =>
        await (await Send(Command, Content(Encoding.Unicode.GetBytes("""{"subscriber":"s"}"""), "application/json; charset=utf-16"))).ShouldBeProblem(415, "unsupported_media_type");

    [Fact]
    public async Task A_compressed_command_is_an_unsupported_media_type()
    {
        var content = Json("""{"subscriber":"s"}""");
        content.Headers.ContentEncoding.Add("gzip");
        await (await Send(Command, content)).ShouldBeProblem(415, "unsupported_media_type");
    }

    private async Task<HttpResponseMessage> Send(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", "k");
        // So that a body which is refused by its length is not sent into a connection that is being closed.
        request.Headers.ExpectContinue = content.Headers.ContentLength > 1_000_000;
        return await edge.Carrier.SendAsync(request);
    }

    private static ByteArrayContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Json(byte[] bytes) => Content(bytes, "application/json");

    private static ByteArrayContent Content(byte[] bytes, string? type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
